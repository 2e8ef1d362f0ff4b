import type { Entry } from "../../run/story.js";
import type { StoryCheck, StoryFailure } from "./story-check.js";

type Received = Extract<Entry, { readonly kind: "received" }>;

/** Event streams can be read. */
export const eventStreamValid: StoryCheck = {
  id: "event-stream-valid",
  title: "An event stream has the media type text/event-stream and lines of known fields in UTF-8 only",
  source: "WHATWG HTML, section 9.2.5: parsing an event stream",
  look: ({ entries }) =>
    entries.flatMap((entry, index): readonly StoryFailure[] =>
      entry.kind === "received" && entry.broken !== undefined
        ? [{ message: `${entry.by} got an event stream that cannot be read: ${entry.broken}.`, entry: index }]
        : [],
    ),
};

/** Who reads a stream can always say how far it came. */
export const eventIdsAdvance: StoryCheck = {
  id: "event-ids-advance",
  title: "Where a stream can be gone on with, each message has an id of its own, from which what follows it comes",
  source: "WHATWG HTML, section 9.2.6: Last-Event-ID",
  look: ({ entries }) => {
    const promising = new Set(entries.flatMap((entry) => (hasId(entry) ? [entry.by] : [])));
    const arePlaced = entries.some((entry) => entry.kind === "delivered" && entry.delivered.position !== undefined);
    const last = new Map<string, string | undefined>();
    return entries.flatMap((entry, index): readonly StoryFailure[] => {
      if (entry.kind === "opening") last.delete(entry.by);
      const next = entries[index + 1];
      if (entry.kind !== "received" || entry.event === undefined || next?.kind !== "delivered") return [];
      // What is in no log, such as the state with which a stream begins, cannot be gone on from.
      if (arePlaced && next.delivered.position === undefined) return [];
      const { by, event } = entry;
      const before = last.get(by);
      last.set(by, event.id);
      if (!promising.has(by)) return [];
      if (event.id === undefined)
        return [
          { message: `A message came to ${by} in an event without an id, although others have one.`, entry: index },
        ];
      if (event.id !== before) return [];
      return [{ message: `Two messages came to ${by} in events of the same id, ${event.id}.`, entry: index }];
    });
  },
};

function hasId(entry: Entry): entry is Received {
  return entry.kind === "received" && entry.event?.id !== undefined;
}
