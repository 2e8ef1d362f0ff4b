import type { ChannelArguments, ChannelDescriptor } from "../channel-descriptor.js";
import type { AnyEvents } from "../channel-events.js";
import type { ChannelOptions } from "../channel-options.js";
import { Channel } from "../channel.js";
import { Realtime, sessionOf } from "../realtime.js";
import { channelName } from "./channel-name.js";
import { DescriptorContract } from "./descriptor-contract.js";

/** A realtime client that knows the contract of its channels: the base class of generated ones. */
export class ContractRealtime extends Realtime {
  /**
   * A channel by its name, or by a contract's descriptor and the parameters of its address. Throws `ConfigurationError` if a
   * parameter is missing or empty.
   */
  override channel<Events extends object = AnyEvents>(name: string, options?: ChannelOptions): Channel<Events>;
  override channel<Parameters extends object, Events extends object>(
    descriptor: ChannelDescriptor<Parameters, Events>,
    ...rest: ChannelArguments<Parameters, ChannelOptions>
  ): Channel<Events>;
  override channel(channel: string | ChannelDescriptor, first: object = {}, options: ChannelOptions = {}): Channel {
    if (typeof channel === "string") return super.channel(channel, first);
    const session = sessionOf(this);
    const contract = new DescriptorContract(session, channel, options);
    return new Channel({ session, name: channelName(channel.address, first), options, contract });
  }
}
