import { setTimeout as sleep } from "node:timers/promises";
import { difference } from "../scenario/match.js";
import type { CountStep, ExpectStep, NeverStep, ReceivedStep } from "../scenario/step.js";
import type { TesteeEvent } from "../testee/protocol.js";
import { until } from "./until.js";
import { clientOf, patienceMs, type World } from "./world.js";

/** Waits for events of a client, in order. */
export function expectEvents(step: ExpectStep, world: World): Promise<void> {
  const { log } = clientOf(world, step.expect);
  return until(() => log.read(step.events, step.only ?? [], world.saved), log.watch, step.within ?? patienceMs);
}

/** Waits until a subscription has got these messages and gaps, and fails at the first other one. */
export function received(step: ReceivedStep, world: World): Promise<void> {
  const { log } = clientOf(world, step.received);
  const wanted = "from" in step.is ? range(step.is.from, step.is.to) : step.is;
  const missing = (): string | undefined => {
    const got = log.events.filter(({ subscription }) => subscription === step.of).flatMap(itemOf);
    const wrong = got.findIndex((item, index) => item !== wanted[index]);
    if (wrong >= 0)
      throw new Error(
        `Item ${wrong} of ${step.of} is ${String(got[wrong])} in place of ${String(wanted[wrong])}: ${got.join(" ")}${log.tail()}`,
      );
    return got.length === wanted.length
      ? undefined
      : `Received ${got.join(" ")}, not yet ${wanted.slice(got.length).join(" ")}${log.tail()}`;
  };
  return until(missing, log.watch, step.within ?? patienceMs);
}

/** Fails if there was such an event, or comes one while it waits. */
export async function never(step: NeverStep, world: World): Promise<void> {
  const { log } = clientOf(world, step.never);
  if (step.forMs !== undefined) await sleep(step.forMs);
  for (const pattern of step.events) {
    const [found] = log.like(pattern, world.saved);
    if (found !== undefined) throw new Error(`There was ${JSON.stringify(found)}`);
  }
}

/** Waits until there are so many such events. */
export function count(step: CountStep, world: World): Promise<void> {
  const { log } = clientOf(world, step.count);
  const missing = (): string | undefined =>
    difference(step.is, log.like(step.event, world.saved).length, world.saved, "count");
  return until(missing, log.watch, step.within ?? patienceMs);
}

function itemOf(event: TesteeEvent): readonly (number | string)[] {
  if (event.event === "gap") return ["gap"];
  if (event.event !== "message") return [];
  const { data } = (event["message"] ?? {}) as { readonly data?: Numbered };
  return [data?.n ?? data?.data?.payload?.n ?? JSON.stringify(data) ?? "nothing"];
}

/** The data of a message that scenarios number, or of an event whose payload they do. */
interface Numbered {
  readonly n?: number;
  readonly data?: { readonly payload?: { readonly n?: number } };
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
