import type { Content } from "@parlance/contract";
import { declaredFor, isJson, jsonOf, mediaTypeOf } from "../run/exchange.js";
import { covers } from "../run/media-type.js";
import { bodyMismatch } from "./body-mismatch.js";
import { type Check, expectThat, fail, pass } from "./check.js";
import { declaredOf, isNobodys } from "./declared.js";
import { errorChecks } from "./errors.js";
import { headerChecks } from "./headers.js";

const statusDeclared: Check = {
  id: "status-declared",
  title: "The status is one that the operation declares",
  source: "OpenAPI 3.1, Responses Object",
  look({ operation, outcome, case: { intent } }) {
    if (isNobodys(intent)) return undefined;
    const declared = operation.responses.map(({ status }) => status).join(", ");
    return expectThat(
      declaredFor(operation, outcome.status) !== undefined,
      () => `Status ${outcome.status} is not declared (declared: ${declared}).`,
    );
  },
};

const noServerError: Check = {
  id: "no-server-error",
  title: "No request makes the server fail",
  source: "RFC 9110, section 15.6",
  look({ operation, outcome: { status } }) {
    // What a server does not do, or not now, is no failure where the operation says that it may be so.
    const declared =
      (status === 501 || status === 503) && operation.responses.some((each) => each.status === String(status));
    return expectThat(status < 500 || declared, () => `The server answered ${status}.`);
  },
};

const mediaTypeDeclared: Check = {
  id: "media-type-declared",
  title: "The media type is one that the answer declares",
  source: "OpenAPI 3.1, Response Object",
  look(exchange) {
    const contents = declaredOf(exchange)?.contents;
    if (contents === undefined || contents.length === 0 || exchange.outcome.body.byteLength === 0) return undefined;
    const mediaType = mediaTypeOf(exchange.outcome);
    const declared = contents.map((each) => each.mediaType).join(", ");
    return expectThat(
      mediaType !== undefined && contents.some((each) => covers(each.mediaType, mediaType)),
      () => `Content-Type is ${mediaType ?? "missing"} (declared: ${declared}).`,
    );
  },
};

/** Forms of bodies that are something also without a byte: a text, or a stream in which nothing has happened. */
const mayBeEmpty: ReadonlySet<Content["form"]> = new Set(["text", "binary", "sse", "jsonl"]);

const bodyPresent: Check = {
  id: "body-present",
  title: "An answer that declares a body has one, and none where HTTP allows none",
  source: "RFC 9110, section 6.4.1",
  look(exchange) {
    const { outcome, operation } = exchange;
    const bytes = outcome.body.byteLength;
    if (outcome.status === 204 || outcome.status === 304 || operation.method === "HEAD")
      return expectThat(bytes === 0, () => `Status ${outcome.status} came with a body of ${bytes} bytes.`);
    const contents = declaredOf(exchange)?.contents;
    if (contents === undefined || contents.every(({ form }) => mayBeEmpty.has(form))) return undefined;
    return expectThat(bytes > 0, () => `Status ${outcome.status} came without the body that is declared.`);
  },
};

const jsonReadable: Check = {
  id: "json-readable",
  title: "A body called JSON is JSON in UTF-8",
  source: "RFC 8259, section 8.1",
  look({ outcome }) {
    if (!isJson(mediaTypeOf(outcome)) || outcome.body.byteLength === 0) return undefined;
    return expectThat(jsonOf(outcome) !== undefined, () => "The body cannot be read as JSON in UTF-8.");
  },
};

const bodySchema: Check = {
  id: "body-schema",
  title: "The body is what its schema says",
  source: "OpenAPI 3.1, Media Type Object",
  look(exchange, { answers }) {
    const mediaType = mediaTypeOf(exchange.outcome);
    const contents = declaredOf(exchange)?.contents ?? [];
    const content = contents.find((each) => mediaType !== undefined && covers(each.mediaType, mediaType));
    const json = isJson(mediaType) ? jsonOf(exchange.outcome) : undefined;
    if (content?.schema === undefined || content.form !== "json" || json === undefined) return undefined;
    const wrong = bodyMismatch(content.schema, json.value, answers);
    return wrong === undefined ? pass : fail(wrong.message, wrong.pointer);
  },
};

/** The checks that every answer is held to, whatever it was sent for. */
export const shapeChecks: readonly Check[] = [
  noServerError,
  statusDeclared,
  mediaTypeDeclared,
  bodyPresent,
  jsonReadable,
  bodySchema,
  ...headerChecks,
  ...errorChecks,
];
