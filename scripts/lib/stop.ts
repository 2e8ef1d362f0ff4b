import type { ChildProcess } from "node:child_process";

/** Asks a child to end (SIGTERM) and waits for it; one that has not ended after `patienceMs` is killed. */
export async function stop(child: ChildProcess, patienceMs = 10_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  child.kill("SIGTERM");
  await ended;
  clearTimeout(timer);
}
