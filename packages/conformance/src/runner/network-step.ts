import type { FaultProxy } from "../proxy/fault-proxy.js";
import { difference, resolve, type Saved } from "../scenario/match.js";
import type { Json } from "../scenario/json.js";
import type { NetworkStep, SeenFramePattern } from "../scenario/step.js";
import type { Rule } from "../proxy/rule.js";
import { until } from "./until.js";
import { clientOf, patienceMs, type World } from "./world.js";

/** Changes a client's network first, then waits for what is to be seen of it. */
export async function network(step: NetworkStep, world: World): Promise<void> {
  const { proxy } = clientOf(world, step.network);
  if (step.clear === true) proxy.clear();
  if (step.refuse !== undefined) proxy.refuse(step.refuse);
  if (step.rules !== undefined)
    proxy.add(...(resolve(step.rules as unknown as Json, world.saved) as unknown as Rule[]));
  if (step.now !== undefined) proxy.apply(step.now, step.direction);
  if (step.release === true) proxy.release();
  await until(
    () => missingOf(step, proxy, world.saved),
    (listener) => proxy.onChange(listener),
    step.within ?? patienceMs,
  );
  if (step.waits !== undefined) checkWaits(step.waits, proxy.dials);
}

function missingOf(step: NetworkStep, proxy: FaultProxy, saved: Saved): string | undefined {
  const unwanted = step.without?.find((pattern) => indexOf(pattern, proxy, 0, saved) >= 0);
  if (unwanted !== undefined) throw new Error(`There was a frame like ${JSON.stringify(unwanted)}`);
  if (step.fired !== undefined && proxy.fired(step.fired) === 0) return `The rule ${step.fired} has not acted`;
  if (step.open !== undefined && proxy.open !== step.open)
    return `${proxy.open} connections are open in place of ${step.open}`;
  const dials = step.dials === undefined ? undefined : difference(step.dials, proxy.dials.length, saved, "dials");
  return dials ?? missingFrame(step.frames ?? [], proxy, saved);
}

function missingFrame(patterns: readonly SeenFramePattern[], proxy: FaultProxy, saved: Saved): string | undefined {
  let at = 0;
  for (const pattern of patterns) {
    const found = indexOf(pattern, proxy, at, saved);
    if (found < 0) return `Missing on the wire: ${JSON.stringify(pattern)}\n  ${lastSeen(proxy)}`;
    at = found + 1;
  }
  return undefined;
}

function indexOf(
  { direction, connection, frame }: SeenFramePattern,
  proxy: FaultProxy,
  from: number,
  saved: Saved,
): number {
  return proxy.seen.findIndex(
    (seen, index) =>
      index >= from &&
      seen.direction === direction &&
      (connection === undefined || seen.connection === connection) &&
      difference(frame, seen.frame, saved) === undefined,
  );
}

function lastSeen(proxy: FaultProxy): string {
  return proxy.seen
    .slice(-12)
    .map(({ direction, connection, frame }) => `${connection} ${direction} ${JSON.stringify(frame).slice(0, 300)}`)
    .join("\n  ");
}

function checkWaits(waits: NonNullable<NetworkStep["waits"]>, dials: readonly number[]): void {
  for (const [index, { min, max }] of waits.entries()) {
    const [from, to] = [dials[index], dials[index + 1]];
    if (from === undefined || to === undefined) throw new Error(`There were only ${dials.length} connections.`);
    const wait = to - from;
    if (wait < min || wait > max) throw new Error(`Wait ${index} was ${Math.round(wait)} ms, not ${min} to ${max} ms.`);
  }
}
