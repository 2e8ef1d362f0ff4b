import type { Operation } from "@parlance/contract";
import type { Case, CaseBody, ParameterValue } from "../plan/case.js";
import type { Credential } from "../profile/credential.js";
import { type Pair, writeParameter } from "./write-parameter.js";

/** A request as it goes over the wire. */
export interface SentRequest {
  readonly method: string;
  /** Path and query, percent-encoded. */
  readonly target: string;
  readonly headers: readonly Pair[];
  readonly body?: string;
  /** Texts of the credential, which no report shows. */
  readonly secrets: readonly string[];
}

/** Writes a case as a request. `credential` is added where its schemes say. */
export function writeRequest(testCase: Case, operation: Operation, credential: Credential): SentRequest {
  const written = testCase.parameters.map((value) => ({ in: value.in, pairs: pairsOf(operation, value) }));
  const of = (place: ParameterValue["in"]) => written.filter((each) => each.in === place).flatMap(({ pairs }) => pairs);
  const path = of("path").reduce(
    (template, [name, text]) => template.replaceAll(`{${name}}`, encodeSegment(text)),
    operation.path,
  );
  const query = [...of("query"), ...credential.query].map(([name, text]) => `${encode(name)}=${encode(text)}`);
  const cookies = [...of("cookie"), ...credential.cookies].map(([name, text]) => `${encode(name)}=${encode(text)}`);
  const body = testCase.body === undefined ? undefined : textOf(testCase.body);
  return {
    method: testCase.method,
    target: query.length === 0 ? path : `${path}?${query.join("&")}`,
    headers: [
      ["accept", acceptOf(operation)],
      ...of("header").map(([name, text]): Pair => [name.toLowerCase(), headerText(text)]),
      ...credential.headers,
      ...(cookies.length === 0 ? [] : [["cookie", cookies.join("; ")] as const]),
      ...(testCase.body === undefined ? [] : [["content-type", testCase.body.mediaType] as const]),
    ],
    ...(body !== undefined && { body }),
    secrets: [...credential.headers, ...credential.query, ...credential.cookies].flatMap(([, text]) => [
      text,
      encode(text),
    ]),
  };
}

function pairsOf(operation: Operation, value: ParameterValue): readonly Pair[] {
  const parameter = operation.parameters.find((each) => each.in === value.in && each.name === value.name);
  // What nobody declares has no style.
  return parameter === undefined ? [[value.name, String(value.value)]] : writeParameter(parameter, value.value);
}

function textOf(body: CaseBody): string {
  if (body.kind === "text") return body.text;
  if (body.kind === "filling") return JSON.stringify({ filling: "x".repeat(body.bytes) });
  if (!/^application\/x-www-form-urlencoded\b/iu.test(body.mediaType)) return JSON.stringify(body.value);
  const members = typeof body.value === "object" && body.value !== null ? Object.entries(body.value) : [];
  const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  return members.map(([name, value]) => `${encode(name)}=${encode(text(value))}`).join("&");
}

/** Everything that the operation says it answers, so that a server has no reason for 406. */
function acceptOf(operation: Operation): string {
  const types = operation.responses.flatMap(({ contents }) => contents.map(({ mediaType }) => mediaType));
  return types.length === 0 ? "*/*" : [...new Set(types)].join(", ");
}

/** Percent-encodes a segment of a path. Dots alone would climb out of it, so they are encoded too. */
export function encodeSegment(text: string): string {
  const encoded = encode(text);
  return /^\.{1,2}$/u.test(encoded) ? encoded.replaceAll(".", "%2E") : encoded;
}

/** `encodeURIComponent` that takes lone surrogates, which it would throw for. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** Headers hold visible ASCII; a client has no way to send anything else. */
function headerText(text: string): string {
  return text.replaceAll(/[^\t\x20-\x7E]/gu, "?");
}
