import type { Channel, Contract, Json } from "@parlance/contract";
import { addressOf } from "../events/addressing.js";
import { received } from "../events/triggers.js";
import type { Planner } from "../planner.js";
import type { ChannelAddress, ScenarioStep, Until } from "../scenario.js";

/** Names of those who take part. */
export const [reference, listener, publisher, stranger] = ["reference", "listener", "publisher", "stranger"];

/** What makes messages come on an address, one after the other. */
export interface Source {
  readonly address: ChannelAddress;
  /** What must be done before anybody listens. */
  readonly before: readonly ScenarioStep[];
  /** What makes the message of this number come. */
  readonly emit: (number: number) => readonly ScenarioStep[];
  /** The message whose coming shows that it was made. Undefined: each is published. */
  readonly message?: string;
}

/** Makes so many messages come, and then waits until the reference has them. */
export function emitted({ emit, message }: Source, from: number, count: number): readonly ScenarioStep[] {
  const until: Until =
    message === undefined ? { published: true, of: reference } : { events: count, of: reference, message };
  return [...Array.from({ length: count }, (_, index) => emit(from + index)).flat(), { do: "wait", until }];
}

/** Clients publish, on an address that nobody else uses. Undefined: no address, or nothing to publish, is known. */
export function publishing(
  channel: Channel,
  { contract, planner, n }: { readonly contract: Contract; readonly planner: Planner; readonly n: number },
): Source | undefined {
  const address = addressOf(channel, { planner, n, isFree: true });
  const payload = payloads(channel, { contract, planner, n });
  if (address === undefined || payload(0) === undefined) return undefined;
  return {
    address,
    before: [{ do: "open", as: publisher, over: "websocket", credential: "valid", at: address }],
    emit: (number) => [{ do: "publish", as: publisher, to: address, data: payload(number) ?? null }],
  };
}

/** Numbered payloads: as plain as the channel's messages allow. */
export function payloads(
  channel: Channel,
  { contract, planner, n }: { readonly contract: Contract; readonly planner: Planner; readonly n: number },
): (number: number) => Json | undefined {
  const sent = channel.operations.flatMap(({ action, messages }) => (action === "send" ? messages : []));
  const names = sent.length > 0 ? sent : received(channel);
  const schemas = contract.messages.filter(({ name }) => names.includes(name)).flatMap(({ payload }) => payload ?? []);
  return (number) => {
    const plain = { number, mark: `${channel.name} ${n}` };
    if (schemas.length === 0 || schemas.some((schema) => planner.validators.isValid(schema, plain))) return plain;
    const [schema] = schemas;
    return schema === undefined ? undefined : planner.value(schema, channel.name, n, number);
  };
}
