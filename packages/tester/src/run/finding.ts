import type { Place } from "@parlance/contract";
import type { Check } from "../checks/check.js";
import type { Scenario } from "../plan/scenario.js";
import type { Sequence } from "../plan/sequence.js";
import { withAnyIndex } from "../values/pointer.js";
import type { Exchange } from "./exchange.js";
import type { Story } from "./story.js";

interface FindingBase {
  /** The check's id. */
  readonly check: string;
  readonly title: string;
  readonly source: string;
  /** What it is about: the id of an operation, the name of a channel or of a webhook. */
  readonly subject: string;
  readonly message: string;
  /** JSON pointer to what is wrong in the answer or message. */
  readonly pointer?: string;
  /** Where the document declares the subject. */
  readonly place: Place;
}

/** A finding that a request shows, or a sequence of them. */
export interface RestFinding extends FindingBase {
  readonly kind: "rest";
  readonly exchange: Exchange;
  /** The sequence that shows it, where one request alone does not. */
  readonly sequence?: Sequence;
  /** What was exchanged in the sequence. */
  readonly exchanges?: readonly Exchange[];
}

/** A finding that a scenario shows: what was sent, received and called by several, one after the other. */
export interface StoryFinding extends FindingBase {
  readonly kind: "story";
  readonly scenario: Scenario;
  readonly story: Story;
  /** Index of the entry that shows it, where one does. */
  readonly entry?: number;
}

/** One way in which the server does not keep the contract, seen again each time it was tried. */
export type Finding = RestFinding | StoryFinding;

/** A failed check with what tells its cause from others. */
export interface Failure<F extends Finding = Finding> {
  readonly key: string;
  readonly finding: F;
}

/** A failed check of an exchange or of a sequence. */
export type RestFailure = Failure<RestFinding>;

/** Findings of one cause have one key. */
export function findingKey(
  check: Pick<Check, "id" | "byAim">,
  { operation, case: { intent, credential } }: Exchange,
  pointer?: string,
): string {
  const cause =
    check.byAim === true && (intent.kind === "negative" || intent.kind === "boundary")
      ? [intent.part, intent.name, intent.keyword, intent.pointer]
      : [];
  const who = check.byAim === true && intent.kind === "auth" ? credential : "";
  return keyOf(check.id, operation.id, pointer, who, ...cause);
}

/** A key of its parts. Pointers that differ by indexes of lists only are one. */
export function keyOf(
  check: string,
  subject: string,
  pointer?: string,
  ...cause: readonly (string | undefined)[]
): string {
  return [check, subject, pointer === undefined ? undefined : withAnyIndex(pointer), ...cause].join("\u0000");
}
