import type { FastifyInstance } from "fastify";
import type { Parameter } from "../contract/bare-contract.js";
import type { PlatformContract } from "../contract/platform-contract.js";
import { errorTable, type ErrorCode } from "../gen/errors.gen.js";
import { isJsonObject, type Json, type JsonObject } from "../json/json.js";
import { problem, type PlatformError, type ProblemItem } from "../problem/platform-error.js";

/** A call of a REST operation that does not come over HTTP. */
export interface OperationCall {
  /** The bearer token. */
  readonly token: string;
  /** The operation's id. */
  readonly method: string;
  /** The operation's parameters by name; the body under `body`. */
  readonly params: JsonObject;
}

/** What an address takes for the segment itself or the one before (RFC 3986 section 5.2.4), so that it led elsewhere. */
const dots = /^\.\.?$/u;

/**
 * Carries out an operation through the same pipeline as HTTP: admission, rate, validation, idempotency, transaction. Returns the
 * body of the answer, `null` if there is none. Throws the problem as a `PlatformError`.
 */
export async function callOperation(
  app: FastifyInstance,
  contract: PlatformContract,
  call: OperationCall,
): Promise<Json> {
  const operation = contract.operations.get(call.method);
  if (operation === undefined) throw problem("not_found", `There is no method "${call.method}".`);
  const { body, ...params } = call.params;
  const content = operation.body?.contents.find(({ form }) => form === "json");
  if (operation.body !== undefined && operation.body !== null && content === undefined)
    throw problem("unsupported_media_type", `"${call.method}" takes a file. Call it over HTTP.`);
  const known = new Set(operation.parameters.map(({ name }) => name));
  const unknown = Object.keys(params).find((name) => !known.has(name));
  if (unknown !== undefined) throw problem("validation_failed", `"${call.method}" has no parameter "${unknown}".`);
  const given = (place: Parameter["in"]) =>
    operation.parameters.filter(({ in: at, name }) => at === place && name in params);
  const path = operation.path.replace(/\{([^}]+)\}/gu, (_, name: string) => {
    if (params[name] === undefined) throw problem("validation_failed", `${name} is required.`);
    const text = textOf(params[name]);
    if (dots.test(text)) throw problem("validation_failed", `${name} is no name: an address cannot hold it.`);
    return encodeURIComponent(text);
  });
  const query = given("query").flatMap((parameter) => queryOf(parameter, params[parameter.name] ?? null));
  const headers = given("header").map(({ name }) => [name, textOf(params[name] ?? null)] as const);
  const response = await app.inject({
    method: operation.method as "GET",
    url: query.length === 0 ? path : `${path}?${query.join("&")}`,
    headers: {
      ...Object.fromEntries(headers),
      authorization: `Bearer ${call.token}`,
      ...(body !== undefined && { "content-type": content?.mediaType ?? "application/json" }),
    },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  });
  const type = String(response.headers["content-type"] ?? "");
  if (response.body === "") return null;
  if (!type.includes("json")) return response.body;
  const answer = JSON.parse(response.body) as Json;
  if (response.statusCode >= 400) throw problemIn(answer);
  return answer;
}

function queryOf({ name, explode }: Parameter, value: Json): readonly string[] {
  const pair = (text: string): string => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`;
  if (!Array.isArray(value)) return [pair(textOf(value))];
  const texts = value.map((part: Json) => textOf(part));
  return explode ? texts.map(pair) : [pair(texts.join(","))];
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The problem details of an answer as the error that they were made of. */
function problemIn(answer: Json): PlatformError {
  const body = isJsonObject(answer) ? answer : {};
  const code = String(body["code"]);
  const known: ErrorCode = Object.hasOwn(errorTable, code) ? (code as ErrorCode) : "internal_error";
  const { retryAfterSeconds, errors } = body;
  return problem(known, String(body["detail"] ?? ""), {
    ...(typeof retryAfterSeconds === "number" && { retryAfterSeconds }),
    ...(Array.isArray(errors) && { errors: errors as unknown as readonly ProblemItem[] }),
  });
}
