import type { Position } from "@parlance/protocol";
import { strangerLike } from "../../run/likenesses.js";
import type { LogPosition } from "../../run/story.js";
import type { Target } from "../dialect.js";

/** What a session leaves to the one that goes on from it. */
export interface SessionMemory {
  readonly instance: string;
  readonly session: string | undefined;
  readonly targets: ReadonlyMap<string, Target>;
  /** The last position of each address. */
  readonly positions: ReadonlyMap<string, LogPosition>;
}

/** The same with a session and positions that nobody issued. */
export function forgedMemory(memory: SessionMemory): SessionMemory {
  const positions = [...memory.positions].map(([address, position]) => {
    const { epoch, offset } = position;
    return [address, epoch === undefined ? position : { epoch: strangerTo(epoch), offset }] as const;
  });
  const session = memory.session === undefined ? undefined : strangerTo(memory.session);
  return { ...memory, session, positions: new Map(positions) };
}

/** The position to go on from at an address, as the protocol writes it; undefined if there is none. */
export function sinceOf({ positions }: SessionMemory, address: string): Position | undefined {
  const { epoch, offset } = positions.get(address) ?? {};
  return epoch === undefined || typeof offset !== "number" ? undefined : { epoch, offset };
}

function strangerTo(id: string): string {
  return String(strangerLike(id));
}
