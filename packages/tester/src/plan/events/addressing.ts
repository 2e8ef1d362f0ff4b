import type { Channel } from "@parlance/contract";
import { parametersOf } from "../../connect/addresses.js";
import { isScalar } from "../../values/json-kinds.js";
import type { Planner } from "../planner.js";
import type { ChannelAddress } from "../scenario.js";
import type { Step } from "../sequence.js";
import { seedOf } from "../seed.js";

/** What stands for a parameter. */
type Value = ChannelAddress["parameters"][string];

/** Where the values of an address come from. */
export interface AddressSources {
  readonly planner: Planner;
  /** Chooses names that nobody else uses. */
  readonly n: number;
  /** True if a name that nobody has used before makes a channel. */
  readonly isFree: boolean;
  /** Values that are given. */
  readonly given?: ReadonlyMap<string, Value>;
}

/** An address of a channel; undefined: no value is known for one of its parameters. */
export function addressOf(channel: Channel, sources: AddressSources): ChannelAddress | undefined {
  const parameters = parametersOf(channel).map((name) => [
    name,
    sources.given?.get(name) ?? literal(channel, name, sources),
  ]);
  if (parameters.some(([, value]) => value === undefined)) return undefined;
  return { channel: channel.name, parameters: Object.fromEntries(parameters) as ChannelAddress["parameters"] };
}

/** The values that a resource's call has for the parameters of its path, and the id of what it creates. */
export function valuesOf(call: Step, parameter: string | undefined): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const { in: place, name, value } of call.case.parameters)
    if (place === "path" && isScalar(value)) values.set(name, String(value));
  for (const { into, what, from, pointer } of call.takes)
    if (into.in === "path" && what === "id") values.set(into.name, { from, ...(pointer !== undefined && { pointer }) });
  if (parameter !== undefined) values.set(parameter, { from: call.name });
  return values;
}

/** What the profile names, the document lists or shows, or a name of the tester's own where any name does. */
function literal(channel: Channel, name: string, { planner, n, isFree }: AddressSources): string | undefined {
  const named = [...planner.namedValues(`${channel.name}/${name}`), ...planner.namedValues(name)].filter(isScalar);
  const declared = channel.parameters.find((each) => each.name === name);
  const known = named.length > 0 ? named : (declared?.values ?? []);
  if (known.length > 0) return String(known[Math.abs(n) % known.length]);
  return isFree ? `test-${(seedOf(n, channel.name, name) >>> 0).toString(36)}` : declared?.default;
}
