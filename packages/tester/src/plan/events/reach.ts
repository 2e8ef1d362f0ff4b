import type { Channel } from "@parlance/contract";
import { parametersOf } from "../../connect/addresses.js";
import { Ground } from "../ground.js";
import type { Planner } from "../planner.js";
import type { Refinement } from "../refined.js";
import type { Resource } from "../resource.js";
import type { ChannelAddress, ScenarioStep } from "../scenario.js";
import { addressOf, valuesOf } from "./addressing.js";

/** An address of a channel, and the calls that make what it names. */
export interface Reach {
  readonly steps: readonly ScenarioStep[];
  readonly address: ChannelAddress;
}

/** How a channel is reached: by names that are known or free, or by the ids of what is created for it. Undefined: it is not. */
export function reach(
  channel: Channel,
  options: {
    readonly resources: readonly Resource[];
    readonly planner: Planner;
    readonly n: number;
    readonly refinement: Refinement;
    readonly isFree: boolean;
    /** What is known of the address. */
    readonly fixed: ReadonlyMap<string, string>;
  },
): Reach | undefined {
  const { resources, planner, n, isFree, fixed } = options;
  const known = addressOf(channel, { planner, n, isFree, given: fixed });
  if (known !== undefined) return { steps: [], address: known };
  const last = parametersOf(channel).findLast((each) => !fixed.has(each));
  for (const resource of resources) {
    if (resource.parameter === undefined || resource.parameter !== last) continue;
    const ground = new Ground({ ...options, resource, freshParents: true });
    const created = ground.step("create", resource.create);
    if (created === undefined) continue;
    const given = new Map([...fixed, ...valuesOf(created, resource.parameter)]);
    const address = addressOf(channel, { planner, n, isFree, given });
    if (address === undefined) continue;
    return { steps: [...ground.steps, created].map((step) => ({ do: "call", step })), address };
  }
  return undefined;
}
