import type { Cut, Transport } from "../scenario.js";
import { seedOf } from "../seed.js";

/** When a listener's connection is cut, and how it goes on. */
export interface Schedule {
  readonly over: Transport;
  /** Counted from what comes once it has subscribed. */
  readonly cut: Cut;
  /** Cuts the connection that goes on too, and then it goes on once more. */
  readonly again?: Cut;
  /** It goes on from a position that nobody issued. */
  readonly forged?: true;
  /** It subscribes once more to what it has. */
  readonly twice?: true;
}

/** Messages before the cut, while the listener is away, and after it went on. */
export const [before, between, after] = [3, 2, 2];
/** Frames before the messages that were missed: the answer to the opening and to the subscription; and what ends the replay. */
const frame = 3;
/** Bytes within which cuts lie that are at no frame's end; about what the messages take. */
const [bytesOfMessages, bytesOfReplay] = [900, 1500];
const hows = ["reset", "fin", "stall"] as const;

/** Cuts behind each frame of a short conversation in each way, and inside some of the frames. Other rounds cut at other bytes. */
export function schedules(over: Transport, seed: number): readonly Schedule[] {
  const chance = (name: string, index: number, most: number) => 1 + ((seedOf(seed, over, name, index) >>> 0) % most);
  const cuts: Cut[] = hows.flatMap((how) =>
    Array.from({ length: before + 1 }, (_, frames): Cut => ({ after: { frames }, how })),
  );
  const inside = hows.flatMap((how, index): readonly Cut[] => [
    { after: { bytes: chance("early", index, bytesOfMessages / before) }, how },
    { after: { bytes: chance("late", index, bytesOfMessages) }, how },
  ]);
  // Who is cut before it was let in waits for nothing if it is told.
  const told = ["reset", "fin"] as const;
  const replays = Array.from({ length: between + frame }, (_, index): Cut => ({
    after: { frames: index + 1 },
    how: told[index % 2] ?? "fin",
  }));
  const insideReplays = told.map((how, index): Cut => ({
    after: { bytes: chance("replay", index, bytesOfReplay) },
    how,
  }));
  const [first = { after: { frames: 0 }, how: "reset" }] = cuts;
  // Those that show most come first, for a server that fails takes its time.
  return [
    ...cuts.slice(0, 2).map((cut) => ({ over, cut })),
    { over, cut: first, twice: true },
    { over, cut: first, forged: true },
    ...[...replays, ...insideReplays].map((again) => ({ over, cut: first, again })),
    ...[...cuts.slice(2), ...inside].map((cut) => ({ over, cut })),
  ];
}
