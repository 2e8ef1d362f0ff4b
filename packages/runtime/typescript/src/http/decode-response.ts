import type { Operation } from "../descriptor.js";
import { DecodeError } from "../errors/decode-error.js";
import { readBounded } from "./read-bounded.js";
import { readJson } from "./json.js";

/** Most of an answer in bytes, unpacked, that is read as JSON or text, 64 Mi; more can be had with `raw()` only. */
const answerLimit = 67_108_864;

/** What a success is read as. */
type Form = NonNullable<Operation["reads"]>;

/**
 * Reads a success as the operation says; 204, 205 and 304 give undefined.
 *
 * An integer beyond 2^53 is a `bigint`, whatever its declared type says. Another media type than declared, or JSON that does not
 * parse, is a `DecodeError` with the text; so is JSON or text of more than 64 MiB.
 */
export async function decodeResponse(operation: Operation, response: Response): Promise<unknown> {
  const type = response.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  switch (isEmpty(response) ? "none" : formOf(operation, type)) {
    case "none":
      void response.body?.cancel().catch(() => undefined);
      return undefined;
    case "text":
      return readText(operation, response);
    case "binary":
      return response.blob();
    case "json":
      return decodeJson(operation, response, type);
  }
}

function isEmpty({ status, headers, body }: Response): boolean {
  return [204, 205, 304].includes(status) || body === null || headers.get("content-length") === "0";
}

function formOf({ reads, accept = "application/json" }: Operation, type: string | undefined): Form {
  if (reads !== undefined) return reads;
  if (accept.split(",").every(isJson)) return "json";
  if (type !== undefined && isJson(type)) return "json";
  return type?.startsWith("text/") === true ? "text" : "binary";
}

function isJson(type: string): boolean {
  return /[/+]json\s*(;|$)/.test(type);
}

async function decodeJson(operation: Operation, response: Response, type: string | undefined): Promise<unknown> {
  if (type !== undefined && !isJson(type))
    throw refusal({ operation, response }, `${type} instead of JSON`, await readBounded(response));
  const text = await readText(operation, response);
  if (text === "" && type === undefined) return undefined;
  try {
    return readJson(text);
  } catch (cause) {
    throw refusal({ operation, response, cause }, "broken JSON", text);
  }
}

function readText(operation: Operation, response: Response): Promise<string> {
  return readBounded(response, answerLimit, (text) =>
    refusal({ operation, response }, "more than 64 MiB; use raw()", text),
  );
}

interface Unreadable {
  readonly operation: Operation;
  readonly response: Response;
  readonly cause?: unknown;
}

function refusal({ operation: { id }, response, cause }: Unreadable, found: string, text: string): DecodeError {
  return new DecodeError({ message: `${id} was answered with ${found}`, text, response, operation: id, cause });
}
