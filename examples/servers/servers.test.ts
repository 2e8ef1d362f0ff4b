import { execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const here = import.meta.dirname;
const parlance = join(here, "../../generator/cli/bin/parlance.js");
const document = join(here, "../../specs/openapi.yaml");
const built = await mkdtemp(join(tmpdir(), "parlance-servers-"));
afterAll(() => rm(built, { recursive: true, force: true }));

/** A server, how to start it, and what the tester says of it when it is told to break its contract. */
interface Server {
  readonly name: string;
  readonly language: "python3" | "go";
  readonly command: readonly [string, ...string[]];
  readonly build?: readonly string[];
  readonly profile: string;
  readonly only: string;
  readonly faults: readonly { readonly fault: string; readonly finding: string }[];
}

const servers: readonly Server[] = [
  {
    name: "clients, in Python",
    language: "python3",
    command: ["python3", join(here, "clients/server.py")],
    profile: join(here, "clients.profile.yaml"),
    only: "clients.*",
    faults: [
      { fault: "change-lost", finding: "clients.update change-persists" },
      { fault: "name-unbounded", finding: "clients.create broken-refused" },
      { fault: "foreign-read", finding: "clients.get credential-refused" },
    ],
  },
  {
    name: "topics, in Go",
    language: "go",
    build: ["-C", join(here, "topics"), "build", "-o", join(built, "topics"), "."],
    command: [join(built, "topics")],
    profile: join(here, "topics.profile.yaml"),
    only: "topics.list,topics.create,topics.get,topics.update,topics.delete",
    faults: [
      { fault: "outdated-taken", finding: "topics.update outdated-version-refused" },
      { fault: "retention-unbounded", finding: "topics.create broken-refused" },
      { fault: "expired-taken", finding: "topics.get credential-refused" },
    ],
  },
];

for (const server of servers) {
  const { language, build } = server;
  const isThere = spawnSync(language, [language === "go" ? "version" : "--version"]).status === 0;
  if (!isThere && process.env["CI"] === "true") throw new Error(`There is no ${language} in the search path`);

  describe.skipIf(!isThere)(`The server of ${server.name}`, { timeout: 300_000 }, () => {
    beforeAll(async () => {
      if (build !== undefined) await promisify(execFile)(language, build);
    }, 300_000);

    it.each([1, 2, 3])("keeps its contract, with seed %i", async (seed) => {
      await using running = await start(server);
      expect(await test(running.url, server, seed)).toEqual({ code: 0, findings: [], flaky: [] });
    });

    it.each(server.faults)("is found to break it with $fault", async ({ fault, finding }) => {
      await using running = await start(server, "--fault", fault);
      const { code, findings } = await test(running.url, server, 1);
      expect(findings).toContain(finding);
      expect(code).toBe(1);
    });
  });
}

/** Starts a server, which says on its first line where it listens. */
async function start({ command }: Server, ...options: readonly string[]): Promise<AsyncDisposable & { url: string }> {
  const [program, ...args] = command;
  const child = spawn(program, [...args, ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close");
  const [url] = (await once(createInterface(child.stdout), "line")) as [string];
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  return { url, [Symbol.asyncDispose]: stop };
}

/** Tests a server as its team would, with the command. Findings are told by operation and check. */
async function test(url: string, { profile, only }: Server, seed: number): Promise<Outcome> {
  const what = [
    "--openapi",
    document,
    "--profile",
    profile,
    "--only",
    only,
    "--seed",
    String(seed),
    "--report",
    "json",
  ];
  const child = spawn(process.execPath, [parlance, "test", url, ...what]);
  const output = [child.stdout, child.stderr].map((each) => each.setEncoding("utf8").toArray());
  const [[code], [stdout, stderr]] = await Promise.all([once(child, "close"), Promise.all(output)]);
  if (code !== 0 && code !== 1) throw new Error(`parlance test ended with ${code}: ${stderr?.join("")}`);
  const { findings, flaky } = JSON.parse(stdout?.join("") ?? "") as Report;
  return { code, findings: findings.map(told), flaky: flaky.map(told) };
}

interface Outcome {
  readonly code: number;
  readonly findings: readonly string[];
  readonly flaky: readonly string[];
}

interface Report {
  readonly findings: readonly Told[];
  readonly flaky: readonly Told[];
}

interface Told {
  readonly subject: string;
  readonly check: string;
}

function told({ subject, check }: Told): string {
  return `${subject} ${check}`;
}
