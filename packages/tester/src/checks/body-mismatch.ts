import type { Schema } from "@parlance/contract";
import { receivedSchema } from "../values/directed.js";
import type { Validators } from "../values/validator.js";

/** What is wrong with a body, in one sentence, and where. */
export interface BodyMismatch {
  readonly message: string;
  /** JSON pointer into the body. */
  readonly pointer?: string;
}

/** What a received body has otherwise than its schema says; undefined: nothing. */
export function bodyMismatch(schema: Schema, value: unknown, answers: Validators): BodyMismatch | undefined {
  const received = receivedSchema(schema);
  if (answers.isValid(received, value)) return undefined;
  const [worst] = answers.mismatches(received, value);
  if (worst === undefined) return { message: "The body is not what its schema says." };
  const { pointer, message, keyword } = worst;
  return { message: `The body${pointer === "" ? "" : ` at ${pointer}`} ${message} (${keyword}).`, pointer };
}
