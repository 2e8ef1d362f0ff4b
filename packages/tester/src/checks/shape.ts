import type { Content, Schema } from "@parlance/contract";
import type { Intent } from "../plan/case.js";
import { declaredFor, headerValues, isJson, jsonOf, mediaTypeOf } from "../run/exchange.js";
import { receivedSchema } from "../values/directed.js";
import { type Answered, type Check, type CheckContext, expectThat, fail, pass, type Verdict } from "./check.js";

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
    const contents = contentsOf(exchange);
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
    const contents = contentsOf(exchange);
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
  look(exchange, context) {
    const mediaType = mediaTypeOf(exchange.outcome);
    const content = contentsOf(exchange)?.find((each) => mediaType !== undefined && covers(each.mediaType, mediaType));
    const json = isJson(mediaType) ? jsonOf(exchange.outcome) : undefined;
    if (content?.schema === undefined || content.form !== "json" || json === undefined) return undefined;
    return schemaVerdict("The body", content.schema, json.value, context);
  },
};

const headersPresent: Check = {
  id: "headers-present",
  title: "Headers that an answer must have are there",
  source: "OpenAPI 3.1, Header Object",
  look({ operation, outcome, case: { intent } }) {
    const declared = isNobodys(intent) ? undefined : declaredFor(operation, outcome.status);
    const required = declared?.headers.filter((each) => each.required) ?? [];
    if (required.length === 0) return undefined;
    const missing = required.filter(({ name }) => headerValues(outcome, name).length === 0).map(({ name }) => name);
    return expectThat(missing.length === 0, () => `Headers are missing: ${missing.join(", ")}.`);
  },
};

const headerSchema: Check = {
  id: "header-schema",
  title: "Headers are what their schemas say",
  source: "OpenAPI 3.1, Header Object",
  look({ operation, outcome, case: { intent } }, context) {
    if (isNobodys(intent)) return undefined;
    const present = (declaredFor(operation, outcome.status)?.headers ?? []).flatMap((header) =>
      headerValues(outcome, header.name).map((text) => ({ ...header, text })),
    );
    if (present.length === 0) return undefined;
    const wrong = present.find(
      ({ schema, text }) => !readingsOf(text).some((value) => context.answers.isValid(schema, value)),
    );
    return wrong === undefined ? pass : fail(`Header ${wrong.name} is "${wrong.text}", which its schema refuses.`);
  },
};

const problemStatus: Check = {
  id: "problem-status",
  title: "The status that a problem tells is the one it came with",
  source: "RFC 9457, section 3.1.2",
  look({ outcome }) {
    if (mediaTypeOf(outcome) !== "application/problem+json") return undefined;
    const value = jsonOf(outcome)?.value;
    if (typeof value !== "object" || value === null || !("status" in value)) return undefined;
    return expectThat(
      value.status === outcome.status,
      () => `The problem says ${String(value.status)}, the answer ${outcome.status}.`,
    );
  },
};

/** How a stack or a file of the server shows in a text, by language. */
const leaks = [
  /\n\s+at [\w.$<> ]+ \(?(?:file:\/\/)?[\w/\\.@-]+:\d+:\d+\)?/u,
  /Traceback \(most recent call last\)/u,
  /\bFile "[^"\n]+\.py", line \d+/u,
  /\bgoroutine \d+ \[/u,
  /\bat (?:[a-z]\w*\.){2,}[A-Z]\w*\.\w+\([A-Z]\w*\.java:\d+\)/u,
  /\bORA-\d{5}\b|SQLSTATE\[|SQLITE_[A-Z]+:/u,
];

const nothingLeaked: Check = {
  id: "nothing-leaked",
  title: "An error shows nothing of the server's inside",
  source: "RFC 9457, section 5",
  look({ outcome }) {
    if (outcome.status < 400 || outcome.body.byteLength === 0) return undefined;
    // In JSON the line breaks of a stack are escaped.
    const text = new TextDecoder().decode(outcome.body).replaceAll("\\n", "\n").replaceAll('\\"', '"');
    const found = leaks.map((pattern) => pattern.exec(text)?.[0]).find((each) => each !== undefined);
    return expectThat(found === undefined, () => `The body shows the server's inside: ${found?.trim().slice(0, 80)}`);
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
  headersPresent,
  headerSchema,
  problemStatus,
  nothingLeaked,
];

function contentsOf({ operation, outcome, case: { intent } }: Answered): readonly Content[] | undefined {
  return isNobodys(intent) ? undefined : declaredFor(operation, outcome.status)?.contents;
}

/** True where the answer may be none of the operation's: to a method that its path does not have, or to more than is read at all. */
function isNobodys({ kind }: Intent): boolean {
  return kind === "method" || kind === "large";
}

function schemaVerdict(what: string, schema: Schema, value: unknown, { answers }: CheckContext): Verdict {
  const directed = receivedSchema(schema);
  if (answers.isValid(directed, value)) return pass;
  const [worst] = answers.mismatches(directed, value);
  return worst === undefined
    ? fail(`${what} is not what its schema says.`)
    : fail(
        `${what}${worst.pointer === "" ? "" : ` at ${worst.pointer}`} ${worst.message} (${worst.keyword}).`,
        worst.pointer,
      );
}

/** `application/*` and `*` alone cover; parameters such as a charset are no matter. */
function covers(declared: string, mediaType: string): boolean {
  const [wanted = ""] = declared.toLowerCase().split(";");
  if (wanted.trim() === "*/*") return true;
  return wanted.trim().endsWith("/*") ? mediaType.startsWith(wanted.trim().slice(0, -1)) : wanted.trim() === mediaType;
}

function readingsOf(text: string): readonly unknown[] {
  const number = Number(text);
  const items = text.split(",").map((each) => each.trim());
  return [
    text,
    text.trim() === "" || Number.isNaN(number) ? text : number,
    text === "true" ? true : text === "false" ? false : text,
    items,
  ];
}
