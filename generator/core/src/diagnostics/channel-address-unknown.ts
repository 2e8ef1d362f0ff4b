import type { Channel, Diagnostic } from "@parlance/contract";

/** A channel whose address is known only at run time, as those of replies are: nothing can be opened for it. */
export function channelAddressUnknown({ name, place }: Channel): Diagnostic {
  return {
    code: "channel-address-unknown",
    severity: "info",
    message: `Channel "${name}" has no address; of it there are the types of its messages.`,
    help: "Nothing need be done for the channel of a reply; else write its address.",
    place,
  };
}
