import { difference, resolve } from "../scenario/match.js";
import type { Json, JsonObject } from "../scenario/json.js";
import type { CallStep, PlatformStep, RepeatStep, Step } from "../scenario/step.js";
import { awaited, command } from "./command-steps.js";
import { count, expectEvents, never, received } from "./event-steps.js";
import { network } from "./network-step.js";
import type { World } from "./world.js";

/** How long a testee may take to end by itself, in milliseconds. */
const endMs = 5000;

/** Carries out one step. Throws what is wrong. */
export async function runStep(step: Step, world: World): Promise<void> {
  if ("client" in step) return command(step, world);
  if ("await" in step) return awaited(step, world);
  if ("expect" in step) return expectEvents(step, world);
  if ("received" in step) return received(step, world);
  if ("never" in step) return never(step, world);
  if ("count" in step) return count(step, world);
  if ("network" in step) return network(step, world);
  if ("call" in step) return call(step, world);
  if ("platform" in step) return platform(step, world);
  if ("repeat" in step) return repeat(step, world);
  const code = await world.testee.end(step.within ?? endMs);
  if (code !== 0) throw new Error(`The testee ended with ${code ?? "a signal: something kept it alive"}.`);
}

async function call(step: CallStep, { platform, saved }: World): Promise<void> {
  const { call: operation, status, answer, ...rest } = step;
  const members = resolve(rest as unknown as Json, saved) as JsonObject;
  const given = await platform.call({ operation, ...members });
  if (status === undefined ? given.status >= 300 : given.status !== status) {
    throw new Error(`${operation} answered ${given.status}: ${JSON.stringify(given.body)}`);
  }
  const found = answer === undefined ? undefined : difference(answer, given.body, saved);
  if (found !== undefined) throw new Error(`${operation} answered otherwise: ${found}`);
}

async function platform({ platform: what }: PlatformStep, world: World): Promise<void> {
  if (what !== "start") await world.platform.stop();
  if (what === "stop") return;
  await world.platform.startAgain();
  for (const { proxy } of world.clients.values()) proxy.target = world.platform.url;
}

async function repeat({ repeat: times, steps }: RepeatStep, world: World): Promise<void> {
  for (let index = 0; index < times; index += 1) {
    world.saved.set("$index", index);
    for (const step of steps) await runStep(step, world);
  }
}
