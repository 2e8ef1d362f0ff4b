import type { Channel } from "@parlance/contract";
import { parametersOf } from "../../connect/addresses.js";
import { addressOf, valuesOf } from "../events/addressing.js";
import type { Trigger } from "../events/triggers.js";
import type { Ground } from "../ground.js";
import type { ScenarioStep } from "../scenario.js";
import type { Step } from "../sequence.js";
import type { Source } from "./source.js";

/** What calls make messages come on a channel where clients do not publish. */
export interface Triggering {
  readonly channel: Channel;
  /** Those of the channel that are about the ground's resource. */
  readonly triggers: readonly Trigger[];
  readonly ground: Ground;
  readonly n: number;
}

/** Numbers of requests that are far enough from each other to have other values. */
const apart = 10;

/** Calls make messages come: changes of one thing on the channel of that thing, creations elsewhere. Undefined: none are known. */
export function triggering({ channel, triggers, ground, n }: Triggering): Source | undefined {
  const { create, parameter } = ground.resource;
  const created = ground.step("create", create);
  if (created === undefined) return undefined;
  const given = valuesOf(created, parameter);
  const address = addressOf(channel, { planner: ground.planner, n, given, isFree: false });
  const isOwn = parameter !== undefined && parametersOf(channel).includes(parameter);
  const trigger = triggers.find(({ effect }) => effect === (isOwn ? "change" : "create"));
  if (address === undefined || trigger === undefined) return undefined;
  const made = isOwn ? [...ground.steps, created] : ground.steps;
  const calls = (number: number) => (isOwn ? changing(ground, trigger, number) : creating(ground, trigger, number));
  if (calls(0).length === 0) return undefined;
  return {
    address,
    before: made.map(called),
    emit: (number) => calls(number).map(called),
    message: trigger.message,
  };
}

function creating(ground: Ground, { operation }: Trigger, number: number): readonly Step[] {
  return known(ground.step(`create ${number}`, operation, { n: (number + 1) * apart }));
}

/** Two changes by turns, so that each changes something. Reads first where a change has to name the version that it is about. */
function changing(ground: Ground, { operation }: Trigger, number: number): readonly Step[] {
  const { get } = ground.resource;
  const takes = ground.version(operation, `read ${number}`);
  const read =
    takes.length === 0 || get === undefined ? [] : known(ground.step(`read ${number}`, get, { of: "create" }));
  const n = (1 + (number % 2)) * apart;
  return [...read, ...known(ground.step(`change ${number}`, operation, { of: "create", n, takes }))];
}

function known(step: Step | undefined): readonly Step[] {
  return step === undefined ? [] : [step];
}

function called(step: Step): ScenarioStep {
  return { do: "call", step };
}
