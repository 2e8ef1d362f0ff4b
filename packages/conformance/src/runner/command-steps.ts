import { difference, resolve } from "../scenario/match.js";
import type { JsonObject } from "../scenario/json.js";
import type { AwaitStep, CommandStep } from "../scenario/step.js";
import type { TesteeAnswer } from "../testee/protocol.js";
import { until } from "./until.js";
import { clientOf, patienceMs, type World } from "./world.js";

/** Sends a command to a client, and waits for its answer. */
export async function command(step: CommandStep, world: World): Promise<void> {
  const client = clientOf(world, step.client);
  const members = resolve(step.with ?? {}, world.saved) as JsonObject;
  const before = client.log.events.length;
  const answer = client.send(step.do, members);
  if (step.later !== undefined) {
    world.pending.set(step.later, answer);
    return;
  }
  await check(answer, step, world);
  const settled = step.settle === false ? undefined : settledBy(step.do, members);
  if (settled === undefined) return;
  const come = (): string | undefined =>
    client.log.events.slice(before).some((event) => difference(settled, event, world.saved) === undefined)
      ? undefined
      : `Missing ${JSON.stringify(settled)}${client.log.tail()}`;
  await until(come, client.log.watch, step.within ?? patienceMs);
}

/** Waits for the answer to a command that was sent before. */
export async function awaited(step: AwaitStep, world: World): Promise<void> {
  const answer = world.pending.get(step.await);
  if (answer === undefined) throw new Error(`Nothing is pending as ${step.await}.`);
  await check(answer, step, world);
}

async function check(
  pending: Promise<TesteeAnswer>,
  { answer = { ok: {} }, within = patienceMs }: { readonly answer?: JsonObject; readonly within?: number },
  { saved }: World,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), within);
  });
  const given = await Promise.race([pending, timeout]);
  clearTimeout(timer);
  if (given === undefined) throw new Error(`No answer (after ${within} ms).`);
  const found = difference(answer, given, saved);
  if (found !== undefined) throw new Error(`The answer differs: ${found} in ${JSON.stringify(given)}`);
}

/** The event with which a command has come about, for the two that answer before. */
function settledBy(command: string, members: JsonObject): JsonObject | undefined {
  if (command === "connect") return { event: "state", status: "connected" };
  if (command === "subscribe")
    return { event: "subscription", subscription: members["as"] ?? null, status: "subscribed" };
  return undefined;
}
