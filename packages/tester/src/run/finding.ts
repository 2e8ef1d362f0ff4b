import type { Place } from "@parlance/contract";
import type { Check } from "../checks/check.js";
import type { Sequence } from "../plan/sequence.js";
import type { Exchange } from "./exchange.js";

/** One way in which the server does not keep the contract, seen again each time it was tried. */
export interface Finding {
  /** The check's id. */
  readonly check: string;
  readonly title: string;
  readonly source: string;
  /** The operation's id. */
  readonly operation: string;
  readonly message: string;
  /** JSON pointer to what is wrong in the answer. */
  readonly pointer?: string;
  /** Where the document declares the operation. */
  readonly place: Place;
  readonly exchange: Exchange;
  /** The sequence that shows it, where one request alone does not. */
  readonly sequence?: Sequence;
  /** What was exchanged in the sequence. */
  readonly exchanges?: readonly Exchange[];
}

/** Findings of one cause have one key. */
export function findingKey(
  check: Pick<Check, "id">,
  { operation, case: { intent, credential } }: Exchange,
  pointer?: string,
): string {
  const cause =
    intent.kind === "negative" || intent.kind === "boundary"
      ? [intent.part, intent.name, intent.keyword, intent.pointer]
      : [];
  const who = intent.kind === "auth" ? credential : "";
  // Lists differ by their indexes only.
  return [check.id, operation.id, pointer?.replaceAll(/\/\d+(?=\/|$)/gu, "/*"), who, ...cause].join("\u0000");
}
