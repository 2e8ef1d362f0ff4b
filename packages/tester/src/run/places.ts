import type { Channel, Contract, Json } from "@parlance/contract";
import { fillAddress } from "../connect/addresses.js";
import type { Dialect, Target } from "../connect/dialect.js";
import type { ChannelAddress, Transport } from "../plan/scenario.js";
import { isScalar } from "../values/json-kinds.js";
import { Impossible } from "./impossible.js";

/** A value that a step's answer told: what a pointer leads to, else the id. */
export type TakenValue = Exclude<ChannelAddress["parameters"][string], string>;

/** Where a scenario's channels are, and who speaks there. */
export class Places {
  readonly #contract: Contract;
  readonly #dialects: readonly Dialect[];

  constructor(contract: Contract, dialects: readonly Dialect[]) {
    this.#contract = contract;
    this.#dialects = dialects;
  }

  /**
   * The dialect that speaks to a channel over a transport.
   *
   * @throws {Impossible} if there is none
   */
  dialect(name: string, over: Transport): Dialect {
    const channel = this.#channel(name);
    const dialect = this.#dialects.find((each) => each.abilities(channel)?.transports.includes(over) === true);
    if (dialect === undefined) throw new Impossible(`nobody speaks to the channel ${name} over ${over}`);
    return dialect;
  }

  /**
   * The channel at an address. `told` gives what the steps before were answered.
   *
   * @throws {Impossible} if the address lacks a value
   */
  target({ channel: name, parameters }: ChannelAddress, told: (value: TakenValue) => Json | undefined): Target {
    const declared = this.#channel(name);
    const dialect = this.#dialects.find((each) => each.abilities(declared) !== undefined);
    const channel = dialect?.view(declared) ?? declared;
    const values = new Map<string, string>();
    for (const [parameter, value] of Object.entries(parameters)) {
      const known = typeof value === "string" ? value : told(value);
      if (!isScalar(known)) throw new Impossible(`no value is known for ${parameter} of ${name}`);
      values.set(parameter, String(known));
    }
    const address = fillAddress(channel.address ?? "", values);
    if (address === undefined) throw new Impossible(`the address of ${name} lacks a value`);
    return { channel, address, values };
  }

  #channel(name: string): Channel {
    const channel = this.#contract.channels.find((each) => each.name === name);
    if (channel === undefined) throw new Impossible(`the documents have no channel ${name}`);
    return channel;
  }
}
