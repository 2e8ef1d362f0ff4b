import { isDeepStrictEqual } from "node:util";
import { type Delivered, type Story, tellsGap } from "../../run/story.js";
import { shortened } from "../../values/shortened.js";
import type { Listening, Mark } from "./listening.js";

/** Letters of a message that a sentence shows. */
const longest = 80;

/** A mark of a message that came. */
export type Arrival = Extract<Mark, { readonly kind: "delivered" }>;

/** The messages of a listening, in the order in which they came. */
export function arrivalsOf({ marks }: Listening): readonly Arrival[] {
  return marks.filter((mark) => mark.kind === "delivered");
}

/**
 * The messages of a listening, apart where it may begin anew: behind a gap that was told, and where it went on from a position that
 * nobody issued.
 */
export function unbroken({ marks }: Listening): readonly (readonly Arrival[])[] {
  const parts: Arrival[][] = [[]];
  for (const mark of marks) {
    if (mark.kind === "delivered") parts.at(-1)?.push(mark);
    else if (marksGap(mark) || (mark.kind === "resuming" && mark.forged)) parts.push([]);
  }
  return parts;
}

/** True if the server says here that something may be missing. */
export function marksGap(mark: Mark): boolean {
  return mark.kind === "told" && tellsGap(mark.told);
}

/** By what a message is known to be the same: its id, else its position, else what it says. */
export function identityOf({ id, position, data }: Delivered): string {
  if (id !== undefined) return `id ${id}`;
  if (position !== undefined) return `position ${JSON.stringify([position.epoch ?? null, position.offset])}`;
  return `data ${JSON.stringify(data)}`;
}

/** A message in a few words. */
export function describe({ id, position, data }: Delivered): string {
  const shown = shortened(JSON.stringify(data), longest);
  const name = id ?? (position === undefined ? undefined : `position ${position.offset}`);
  return name === undefined ? shown : `${shown} (${name})`;
}

/** Index of the step that published a message with these data on the channel; undefined: none did. */
export function publishedBy({ scenario }: Story, { channel, data }: Delivered): number | undefined {
  const index = scenario.steps.findIndex(
    (step) => step.do === "publish" && step.to.channel === channel && isDeepStrictEqual(step.data, data),
  );
  return index < 0 ? undefined : index;
}
