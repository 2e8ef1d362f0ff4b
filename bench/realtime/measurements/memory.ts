// Resident memory of the server for each idle connection, over what the process held before them. Ours have said hello and
// hold a session, each of a user of its own; bare `ws` holds a socket.
import { setTimeout as sleep } from "node:timers/promises";
import { Child } from "../processes/child.ts";
import type { Crowd } from "../processes/crowd.ts";
import type { FrontProcess } from "../processes/front.ts";
import type { Verdict } from "../../verdict.ts";

const fronts = [
  { name: "parlance", file: "platform", atMostKiB: 12 },
  { name: "ws", file: "ws", atMostKiB: undefined },
] as const;
const clients = 9000;
/** Come and go first, so that code and pools that every server has count for the base. */
const warmUp = 1500;

/** Measures each front and prints it. */
export async function measureMemory(_quick: boolean): Promise<readonly Verdict[]> {
  console.log(`\n${`idle, ${clients} connections`.padEnd(28)}${"base MB".padStart(9)}${"KiB each".padStart(10)}`);
  const verdicts: Verdict[] = [];
  for (const { name, file, atMostKiB } of fronts) {
    const { base, each } = await measure(file);
    console.log(`${name.padEnd(28)}${(base / 1e6).toFixed(0).padStart(9)}${each.toFixed(2).padStart(10)}`);
    const about = `memory of an idle connection, of ${clients}`;
    if (atMostKiB !== undefined) verdicts.push({ about, measured: each, bar: { atMost: atMostKiB }, unit: "KiB" });
  }
  return verdicts;
}

async function measure(file: string): Promise<{ readonly base: number; readonly each: number }> {
  await using front = new Child<FrontProcess>("front", [file]);
  await using crowd = new Child<Crowd>("crowd");
  const door = await front.call("open", { subscribed: false });
  await crowd.call("enter", { door, first: clients, clients: warmUp });
  await crowd.call("leave", null);
  await sleep(1000);
  const base = await front.call("memory", null);
  await crowd.call("enter", { door, first: 0, clients });
  await sleep(4000);
  const full = await front.call("memory", null);
  return { base, each: (full - base) / clients / 1024 };
}
