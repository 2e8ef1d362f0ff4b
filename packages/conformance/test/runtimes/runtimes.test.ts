import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { chromium } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SuiteResult } from "./client-suite.js";
import { startStage, type RunningStage } from "./start-stage.js";

/** Must show 6: the same suite in every runtime, against one real platform. A runtime that is missing is a failure. */
const run = promisify(execFile);
const chromiumPath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const limit = 180_000;
const caseCount = 11;

let folder: string;
let stage: RunningStage;
let workerScript: string;

/**
 * The suite in one file. Without `conditions` the packages stay outside, so that the runtime itself chooses what they lead to,
 * and so does what must be loaded before them.
 */
async function bundle(entry: string, conditions?: readonly string[]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, entry)],
    bundle: true,
    format: "esm",
    target: "es2023",
    platform: conditions === undefined ? "neutral" : "browser",
    write: false,
    ...(conditions === undefined
      ? { packages: "external", external: ["./built-in-sockets.js"] }
      : { conditions: [...conditions] }),
  });
  return outputFiles[0]?.text ?? "";
}

beforeAll(async () => {
  const root = join(import.meta.dirname, "../../../../.parlance");
  await mkdir(root, { recursive: true });
  folder = await mkdtemp(join(root, "runtimes-"));
  workerScript = await bundle("client-suite.ts", ["workerd", "worker"]);
  stage = await startStage({
    "/": "<!doctype html><title>suite</title>",
    "/suite.js": await bundle("client-suite.ts", []),
  });
  const files = {
    "built-in-sockets.js": await bundle("built-in-sockets.ts"),
    "suite.js": await bundle("client-suite.ts"),
    "main.js": `import { runSuite } from "./suite.js";\nconsole.log(JSON.stringify(await runSuite(${given()})));\n`,
    "package.json": '{ "type": "module" }',
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
}, limit);

afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const given = (): string => JSON.stringify({ platform: stage.platform, control: stage.control });

/** The executable that an npm package brings. */
function executable(name: string): string {
  const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return join(dirname(dirname(file)), ".bin", name);
}

/** The process has to end by itself: what a closed client left behind would keep it. */
async function inProcess(command: string, ...options: readonly string[]): Promise<SuiteResult> {
  const { stdout } = await run(command, [...options, join(folder, "main.js")], { timeout: limit, cwd: folder });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

function expectPassed({ cases }: SuiteResult): void {
  expect(cases.filter(({ error }) => error !== undefined)).toEqual([]);
  expect(cases).toHaveLength(caseCount);
}

test(
  "Node, over ws",
  async () => {
    const result = await inProcess(process.execPath);
    expectPassed(result);
    expect(result.builtInSockets).toBe(0);
  },
  limit,
);

test.each([
  [
    "Deno",
    "deno",
    ["run", "--no-check", "--node-modules-dir=manual", "--allow-net=127.0.0.1", "--allow-read", "--allow-env"],
  ],
  ["Bun", "bun", ["run"]],
])(
  "%s, over its own WebSocket",
  async (_name, command, options) => {
    const result = await inProcess(executable(command), ...options);
    expectPassed(result);
    expect(result.builtInSockets).toBeGreaterThan(0);
  },
  limit,
);

test(
  "workerd, over its own WebSocket",
  async () => {
    const script = `${workerScript}\nexport default { async fetch() { return Response.json(await runSuite(${given()})); } };`;
    const worker = new Miniflare({ modules: true, script, compatibilityDate: "2026-01-01", cf: false });
    try {
      const result = (await (await worker.dispatchFetch("http://worker.test/")).json()) as SuiteResult;
      expectPassed(result);
      expect(result.builtInSockets).toBeGreaterThan(0);
    } finally {
      await worker.dispose();
    }
  },
  limit,
);

test(
  "Chromium, over its own WebSocket",
  async () => {
    const args = [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
    ];
    const browser = await chromium.launch({ executablePath: chromiumPath, args });
    try {
      const page = await browser.newPage();
      await page.goto(stage.control);
      const result = (await page.evaluate(
        `import("/suite.js").then(({ runSuite }) => runSuite(${given()}))`,
      )) as SuiteResult;
      expectPassed(result);
      expect(result.builtInSockets).toBeGreaterThan(0);
    } finally {
      await browser.close();
    }
  },
  limit,
);
