import type { AnyEvents } from "./channel-events.js";
import type { Channel } from "./channel.js";

/** A channel on which the platform alone publishes: everything of a `Channel` but `publish`, which the platform would refuse. */
export type ReadOnlyChannel<Events extends object = AnyEvents> = Omit<Channel<Events>, "publish">;
