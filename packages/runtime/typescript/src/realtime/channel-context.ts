import type { ChannelOptions } from "./channel-options.js";
import type { RealtimeSession } from "./realtime-session.js";

/** One channel of one client, as the parts of the runtime see it. */
export interface ChannelContext {
  readonly session: RealtimeSession;
  readonly name: string;
  readonly options: ChannelOptions;
  /** The contract's name of the channel, if it comes from one. */
  readonly id: string | undefined;
  /** The events that are known; undefined: any may come. */
  readonly events: ReadonlySet<string> | undefined;
}
