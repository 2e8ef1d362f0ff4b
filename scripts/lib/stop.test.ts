import { spawn } from "node:child_process";
import { once } from "node:events";

import { expect, test } from "vitest";

import { environment } from "./run.ts";
import { stop } from "./stop.ts";

/** A child that has begun to run the given program. */
async function started(source: string) {
  const child = spawn("node", ["-e", `${source}; setInterval(() => {}, 1e6); console.log("up")`], {
    env: environment(),
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(child.stdout, "data");
  return child;
}

test("a child that listens is asked to end", async () => {
  const child = await started("process.on('SIGTERM', () => process.exit(7))");
  await stop(child);
  expect(child.exitCode).toBe(7);
});

test("a child that does not listen is killed", async () => {
  const child = await started("process.on('SIGTERM', () => {})");
  await stop(child, 10);
  expect(child.signalCode).toBe("SIGKILL");
});

test("a child that has ended is left alone", async () => {
  const child = await started("process.on('SIGTERM', () => process.exit(0))");
  await stop(child);
  await stop(child);
  expect(child.exitCode).toBe(0);
});
