import type { Operation } from "../descriptor.js";
import { DecodeError } from "../errors/decode-error.js";
import { readBounded } from "./read-bounded.js";

/** What a success is read as. */
type Form = NonNullable<Operation["reads"]>;

/**
 * Reads a success as the operation says; 204, 205 and 304 give undefined.
 *
 * Numbers are JavaScript's: integers beyond 2^53 lose digits, so contracts write them as strings. Another media type than
 * declared, or JSON that does not parse, is a `DecodeError` with the text.
 */
export async function decodeResponse(operation: Operation, response: Response): Promise<unknown> {
  const type = response.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  const form = isEmpty(response) ? "none" : formOf(operation, type);
  switch (form) {
    case "none":
      void response.body?.cancel().catch(() => undefined);
      return undefined;
    case "text":
      return response.text();
    case "binary":
      return response.blob();
    case "json":
      return decodeJson(operation, response, type);
  }
}

function isEmpty(response: Response): boolean {
  const { status, headers, body } = response;
  return status === 204 || status === 205 || status === 304 || body === null || headers.get("content-length") === "0";
}

function formOf(operation: Operation, type: string | undefined): Form {
  const declared = operation.reads ?? (expectsJson(operation.accept) ? "json" : undefined);
  if (declared !== undefined) return declared;
  if (type === undefined) return "binary";
  if (isJson(type)) return "json";
  return type.startsWith("text/") ? "text" : "binary";
}

function expectsJson(accept: string | undefined): boolean {
  return accept === undefined || accept.split(",").every(isJson);
}

function isJson(type: string): boolean {
  return /[/+]json\s*(;|$)/.test(type);
}

async function decodeJson(operation: Operation, response: Response, type: string | undefined): Promise<unknown> {
  if (type !== undefined && !isJson(type)) {
    const message = `${operation.id} was answered with ${type} instead of JSON; is the URL the platform's?`;
    throw new DecodeError({ message, text: await readBounded(response), response, operation: operation.id });
  }
  const text = await response.text();
  if (text === "" && type === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DecodeError({ message: `${operation.id} was answered with broken JSON`, text, response, operation: operation.id, cause });
  }
}
