import { describe, expect, test } from "vitest";

import { need, run } from "./run.ts";

const node = (source: string): [string, string[]] => ["node", ["-e", source]];

describe("run", () => {
  test("keeps what a quiet command says and its exit code", async () => {
    const result = await run(...node("console.log('out'); console.error('err'); process.exit(3)"), { quiet: true });
    expect(result.code).toBe(3);
    expect(result.output.split("\n").sort()).toEqual(["", "err", "out"]);
  });

  test("gives code 127 for a command that does not exist", async () => {
    await expect(run("no-such-command", [], { quiet: true })).resolves.toMatchObject({ code: 127 });
  });

  test("gives a failure for a command that a signal ended", async () => {
    await expect(run(...node("process.kill(process.pid, 'SIGKILL')"), { quiet: true })).resolves.toMatchObject({
      code: 1,
    });
  });

  test("ends the command when its signal is aborted", async () => {
    const signal = AbortSignal.abort();
    await expect(run(...node("setInterval(() => {}, 1e6)"), { quiet: true, signal })).resolves.toMatchObject({
      code: 127,
    });
  });

  test("runs the repository's Node, whatever the system's is", async () => {
    const { output } = await run(...node("console.log(process.versions.node)"), { quiet: true });
    expect(Number(output.split(".")[0])).toBeGreaterThanOrEqual(24);
  });
});

describe("need", () => {
  test("gives the output of a command that succeeds", async () => {
    await expect(need(...node("console.log('fine')"), { quiet: true })).resolves.toBe("fine\n");
  });

  test("throws with the command and its exit code otherwise", async () => {
    await expect(need(...node("process.exit(2)"), { quiet: true })).rejects.toThrow("ended with exit code 2");
  });
});
