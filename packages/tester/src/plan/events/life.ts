import { parametersOf } from "../../connect/addresses.js";
import type { Scenario } from "../scenario.js";
import { addressOf, valuesOf } from "./addressing.js";
import { type LifeOptions, LifeSteps } from "./life-steps.js";

/**
 * Create, change and delete, while listeners are there: one who may hear it, one on another channel and one of another tenant. Calls
 * that are refused stand between those that are told.
 */
export function lifeScenario(options: LifeOptions): Scenario | undefined {
  const { ground, channel, n, fixed, abilities } = options;
  const { create, parameter } = ground.resource;
  const created = ground.step("create", create);
  if (created === undefined) return undefined;
  const given = new Map([...fixed, ...valuesOf(created, parameter)]);
  const address = addressOf(channel, { planner: ground.planner, n, given, isFree: abilities.freeNames });
  if (address === undefined) return undefined;
  const made = new LifeSteps(options, address);
  for (const parent of ground.steps) made.call(parent);
  const isOwn = parameter !== undefined && parametersOf(channel).includes(parameter);
  if (isOwn) made.beginBehind(created);
  else made.beginBefore(created);
  made.change();
  made.refuse(created);
  made.remove();
  if (isOwn) made.quiet();
  else made.createAgain();
  return { kind: "trigger", subject: channel.name, steps: made.steps, dues: made.dues };
}
