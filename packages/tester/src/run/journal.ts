import type { Until } from "../plan/scenario.js";
import { type Entry, type Happening, tellsGap } from "./story.js";

/** What has happened in a scenario until now, for those who wait for something. */
export class Journal {
  readonly entries: Entry[] = [];
  /** Index of the scenario's step that is taken. */
  step = 0;
  readonly #began = performance.now();
  readonly #watchers = new Set<() => void>();
  /** How far each wait has looked. */
  readonly #seen = new Map<string, number>();

  /** Writes down what happened. */
  readonly tell = (happening: Happening): void => {
    this.entries.push({ ...happening, step: this.step, atMs: Math.round(performance.now() - this.#began) });
    for (const watcher of this.#watchers) watcher();
  };

  /** Waits until that has happened, or the time is over. True if it has. */
  async until(until: Sight, signal: AbortSignal): Promise<boolean> {
    const key = JSON.stringify("message" in until ? [until.of, until.message] : { ...until, replies: 0, members: 0 });
    const from = this.#seen.get(key) ?? 0;
    await new Promise<void>((over) => {
      const watcher = () => {
        if (!signal.aborted && !isReached(this.entries.slice(from), this.entries, until)) return;
        this.#watchers.delete(watcher);
        signal.removeEventListener("abort", watcher);
        over();
      };
      this.#watchers.add(watcher);
      signal.addEventListener("abort", watcher);
      watcher();
    });
    this.#seen.set(key, this.entries.length);
    return isReached(this.entries.slice(from), this.entries, until);
  }
}

/** What can be seen in what has happened. */
type Sight = Exclude<Until, { readonly quietMs: number } | { readonly published: true }>;

function isReached(since: readonly Entry[], all: readonly Entry[], until: Sight): boolean {
  const count = (counts: (entry: Entry) => boolean, entries = since) => entries.filter(counts).length;
  if ("closed" in until) return since.some((each) => isEnd(each) && each.by === until.of);
  if ("replies" in until) return count((each) => each.kind === "reply" && each.by === until.of) >= until.replies;
  if ("frames" in until)
    return (
      count((each) => each.kind === "received" && each.by === until.of && each.message === until.message) >=
      until.frames
    );
  if ("members" in until)
    return (
      count((each) => each.kind === "member" && each.by === until.of && each.action === until.action) >= until.members
    );
  if ("deliveries" in until)
    return until.of.every((sink) => count((each) => each.kind === "hooked" && each.by === sink) >= until.deliveries);
  if ("total" in until) return count((each) => isDelivered(each, until.of), all) >= until.total;
  if ("caughtUp" in until) {
    const got = new Set(all.filter((each) => isDelivered(each, until.of)).map(identity));
    const gap = all.findLastIndex(
      (each) => each.kind === "subscription" && each.by === until.of && tellsGap(each.told),
    );
    // What is in no log, such as the state with which a channel begins, is each listener's own.
    return all.every(
      (each, index) =>
        index < gap ||
        !isDelivered(each, until.caughtUp) ||
        each.delivered.position === undefined ||
        got.has(identity(each)),
    );
  }
  const { of, message, events } = until;
  return (
    count((each) => isDelivered(each, of) && (message === undefined || each.delivered.message === message)) >= events
  );
}

type DeliveredEntry = Extract<Entry, { readonly kind: "delivered" }>;

function isDelivered(entry: Entry, by: string): entry is DeliveredEntry {
  return entry.kind === "delivered" && entry.by === by;
}

function isEnd(entry: Entry): entry is Extract<Entry, { readonly kind: "closed" | "refused" }> {
  return entry.kind === "closed" || entry.kind === "refused";
}

/** What is the same for all listeners to which a message comes. */
function identity(entry: Entry): string {
  if (entry.kind !== "delivered") return "";
  const { address, position, id, data } = entry.delivered;
  return JSON.stringify([address, position ?? id ?? data]);
}
