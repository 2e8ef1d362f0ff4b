import type { SequenceOperation } from "../descriptor.js";
import { DecodeError } from "../errors/decode-error.js";
import { readJson } from "../http/json.js";

/** The item that one event or line holds: JSON, or the text itself where the contract says so. Throws `DecodeError`. */
export function parseItem(operation: SequenceOperation, text: string): unknown {
  if (operation.reads === "text") return text;
  try {
    return readJson(text);
  } catch (cause) {
    throw new DecodeError({
      message: `${operation.id} sent something that is not JSON`,
      text,
      operation: operation.id,
      cause,
    });
  }
}
