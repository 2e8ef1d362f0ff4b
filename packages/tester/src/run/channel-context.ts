import type { Channel } from "@parlance/contract";
import type { Abilities, Dialect } from "../connect/dialect.js";
import type { Reach } from "../plan/events/reach.js";
import type { Resource } from "../plan/resource.js";
import type { RunParts } from "./parts.js";
import type { StoryTrials } from "./story-trials.js";

/** A channel that is tested, and how a client speaks there. */
export interface Served {
  readonly channel: Channel;
  readonly dialect: Dialect;
  readonly abilities: Abilities;
}

/** How a channel is reached, by the number that chooses the values. */
export type Way = (n: number) => Reach | undefined;

/** What the tests of channels share. */
export interface ChannelContext {
  readonly parts: RunParts;
  readonly trials: StoryTrials;
  readonly resources: readonly Resource[];
  /** Part of names of this run's own. */
  readonly salt: string;
}

/** The channels that a dialect speaks to over a WebSocket. */
export function servedChannels(channels: readonly Channel[], dialects: readonly Dialect[]): readonly Served[] {
  return channels.flatMap((channel): readonly Served[] => {
    for (const dialect of dialects) {
      const abilities = dialect.abilities(channel);
      if (abilities?.transports.includes("websocket")) return [{ channel: dialect.view(channel), dialect, abilities }];
    }
    return [];
  });
}

/** True if somebody of another tenant can listen, and must not hear what is not theirs. */
export function hasOtherTenant({ channel, dialect }: Served): boolean {
  return dialect.has("otherTenant", channel) && dialect.guarded(channel);
}

/** Says why something of a channel was not tried. */
export function note({ parts }: Pick<ChannelContext, "parts">, { name }: Channel, reason: string): void {
  if (!parts.signal.aborted) parts.coverage.note(name, reason);
}
