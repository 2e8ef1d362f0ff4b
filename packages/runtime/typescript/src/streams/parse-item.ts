import type { SequenceOperation } from "../descriptor.js";
import { DecodeError } from "../errors/decode-error.js";

/** The item that one event or line holds: JSON, or the text itself where the contract says so. Throws `DecodeError`. */
export function parseItem(operation: SequenceOperation, text: string): unknown {
  if (operation.reads === "text") return text;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DecodeError({
      message: `${operation.id} sent something that is not JSON`,
      text,
      operation: operation.id,
      cause,
    });
  }
}
