import type { NamedContract, PrintedFile, PrintOptions } from "@parlance/generator";
import { printChannelContracts } from "./print-channel-contracts.js";
import { printChannel } from "./print-channel.js";
import { printRealtimeEntry } from "./print-realtime-entry.js";
import { printRealtime } from "./print-realtime.js";

/** Prints the realtime half of an SDK: a file for each channel, the client and its entry, the contracts. Nothing without channels. */
export function printChannels(named: NamedContract, options: PrintOptions): readonly PrintedFile[] {
  if (named.channels.length === 0) {
    return [];
  }
  return [
    ...named.channels.map((each) => printChannel(each, named.types)),
    printChannelContracts(named),
    printRealtime(named, options),
    printRealtimeEntry(named),
  ];
}
