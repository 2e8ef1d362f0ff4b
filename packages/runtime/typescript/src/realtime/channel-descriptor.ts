import type { AnyEvents } from "./channel-events.js";

/**
 * One channel of a contract as data; generated code is made of these, its client carries them out.
 *
 * The type parameters are carried by the phantom member `types`, which never exists at run time.
 */
export interface ChannelDescriptor<Parameters extends object = object, Events extends object = AnyEvents> {
  /** The contract's name of the channel. A contract for `validation` has the id `<this>/<event>` and the data's schema as `request`. */
  readonly id: string;
  /** The channel's name, with `{parameters}`. */
  readonly address: string;
  /** Names of the events that are known; messages with another go to `onUnknown`. Left out: any may come. */
  readonly events?: readonly string[];
  readonly types?: { readonly parameters: Parameters; readonly events: Events };
}

/** What the client's `channel` takes behind a descriptor; the parameters may be left out where the address has none. */
export type ChannelArguments<Parameters extends object, Options> =
  Partial<Parameters> extends Parameters
    ? [parameters?: Parameters | undefined, options?: Options | undefined]
    : [parameters: Parameters, options?: Options | undefined];
