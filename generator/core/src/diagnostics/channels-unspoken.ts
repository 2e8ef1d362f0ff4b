import type { Channel, Diagnostic } from "@parlance/contract";

/** No channel of the document says that it speaks the Parlance protocol, so there is nothing a realtime client could do with it. */
export function channelsUnspoken({ name, place }: Channel): Diagnostic {
  return {
    code: "channels-unspoken",
    severity: "info",
    message: `No channel, e.g. "${name}", is marked with x-parlance-channel; the SDK has the types of their messages and no realtime client.`,
    help: "Mark the channels that a Parlance server carries with x-parlance-channel: {}.",
    place,
  };
}
