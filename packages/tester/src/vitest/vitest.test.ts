import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { contractOf, type DescribeOptions } from "./describe-contract.js";

interface Outcome {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: "passed" | "failed" | "skipped";
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
const config = join(import.meta.dirname, "testing/vitest.config.ts");

/** Runs the notes' tests in a vitest of their own. */
async function outcome(env: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), "parlance-vitest-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const report = join(folder, "report.json");
  const args = [vitest, "run", "--config", config, "--reporter=json", `--outputFile=${report}`];
  await new Promise<void>((ended) => {
    execFile(process.execPath, args, { env: { PATH: process.env["PATH"], ...env }, timeout: 50_000 }, () => ended());
  });
  const { success, testResults } = JSON.parse(readFileSync(report, "utf8")) as Outcome;
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  return { success, tests, of: (name: string) => tests.find(({ fullName }) => fullName === name) };
}

describe("describeContract", () => {
  test("registers a test for each operation, which all pass where the server keeps its contract", async () => {
    const { success, tests } = await outcome({});
    expect(tests.map(({ fullName, status }) => `${fullName}: ${status}`)).toEqual([
      "contract operations notes.list: passed",
      "contract operations notes.create: passed",
      "contract operations notes.delete: passed",
      "contract operations notes.get: passed",
      "contract operations notes.update: passed",
      "contract everything else: passed",
      "a response is one of its operation: passed",
    ]);
    expect(success).toBe(true);
  });

  test("fails the operation that has a finding, with the place and a line that repeats it", async () => {
    const { success, of } = await outcome({ NOTES_FAULTS: "no maximum" });
    expect(success).toBe(false);
    expect(of("contract operations notes.get")?.status).toBe("passed");
    const { status, failureMessages = [] } = of("contract operations notes.create") ?? {};
    expect(status).toBe("failed");
    expect(failureMessages[0]).toContain("body at /stars breaks maximum, but the answer is 201.");
    expect(failureMessages[0]).toMatch(/declared at .*notes\.yaml:\d+/u);
    expect(failureMessages[0]).toContain("curl -i -X POST");
  });

  test("skips what was not covered", async () => {
    const { of } = await outcome({ NOTES_FAULTS: "every creation refused" });
    expect(of("contract operations notes.create")?.status).toBe("failed");
    expect(of("contract operations notes.get")?.status).toBe("skipped");
  });

  test("fails as a whole where nothing can be said", async () => {
    const { success, tests } = await outcome({ NOTES_TOKEN: "nobody's" });
    expect(success).toBe(false);
    expect(tests.filter(({ fullName, status }) => fullName.startsWith("contract ") && status === "passed")).toEqual([]);
  });
});

test("toMatchContract says what is wrong with a response", async () => {
  const { of } = await outcome({ NOTES_FAULTS: "missing header" });
  expect(of("a response is one of its operation")).toMatchObject({ status: "failed" });
  expect(of("a response is one of its operation")?.failureMessages[0]).toContain("Request-Id");
});

test("Documents that do not say whose operations they describe are read as one is told", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parlance-vitest-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const asyncapi = join(folder, "chat.yaml");
  writeFileSync(
    asyncapi,
    JSON.stringify({
      asyncapi: "3.0.0",
      info: { title: "Chat", version: "1.0.0" },
      channels: { chat: { address: "/chat", messages: { said: { payload: { type: "string" } } } } },
      operations: { say: { action: "send", channel: { $ref: "#/channels/chat" } } },
    }),
  );
  const actions = async (options: Pick<DescribeOptions, "perspective">) => {
    const { channels } = await contractOf({ asyncapi, ...options });
    return channels.flatMap(({ operations }) => operations.map(({ action }) => action));
  };
  expect(await actions({})).toEqual(["send"]);
  expect(await actions({ perspective: "server" })).toEqual(["receive"]);
});
