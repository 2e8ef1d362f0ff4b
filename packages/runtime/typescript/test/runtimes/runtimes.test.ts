import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { chromium } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestServer } from "../serve.js";
import { serveSuite } from "./serve-suite.js";
import type { CaseResult } from "./suite.js";

const run = promisify(execFile);
const chromiumPath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const ci = process.env["CI"] === "true";
const limit = 60_000;

let folder: string;
let suite: string;
let server: TestServer;

beforeAll(async () => {
  const entryPoints = [join(import.meta.dirname, "suite.ts")];
  const { outputFiles } = await build({
    entryPoints,
    bundle: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    write: false,
  });
  suite = outputFiles[0]?.text ?? "";
  server = await serveSuite(suite);
  folder = await mkdtemp(join(tmpdir(), "parlance-runtimes-"));
  const main = `import { runSuite } from "./suite.mjs";\nconsole.log(JSON.stringify(await runSuite(${JSON.stringify(server.url)})));\n`;
  await Promise.all([writeFile(join(folder, "suite.mjs"), suite), writeFile(join(folder, "main.mjs"), main)]);
}, limit);

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** The executable that an npm package brings. */
function executable(name: string): string {
  const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return join(dirname(dirname(file)), ".bin", name);
}

async function inProcess(command: string, ...options: readonly string[]): Promise<readonly CaseResult[]> {
  const { stdout } = await run(command, [...options, join(folder, "main.mjs")], { timeout: limit });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "[]");
}

function expectAllPassed(results: readonly CaseResult[]): void {
  expect(results.filter(({ error }) => error !== undefined)).toEqual([]);
  expect(results).toHaveLength(11);
}

test("the suite passes in Node", async () => expectAllPassed(await inProcess(process.execPath)), limit);

test(
  "the suite passes in Deno",
  async () => expectAllPassed(await inProcess(executable("deno"), "run", "--no-config", "--allow-net=127.0.0.1")),
  limit,
);

test("the suite passes in Bun", async () => expectAllPassed(await inProcess(executable("bun"), "run")), limit);

test(
  "the suite passes in workerd",
  async () => {
    const script = `${suite}\nexport default { async fetch() { return Response.json(await runSuite(${JSON.stringify(server.url)})); } };`;
    const worker = new Miniflare({ modules: true, script, compatibilityDate: "2026-01-01", cf: false });
    try {
      const response = await worker.dispatchFetch("http://worker.test/");
      expectAllPassed((await response.json()) as readonly CaseResult[]);
    } finally {
      await worker.dispose();
    }
  },
  limit,
);

test.skipIf(!ci && !existsSync(chromiumPath))(
  "the suite passes in Chromium",
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
      await page.goto(server.url);
      const results = await page.evaluate(`import("/suite.js").then(({ runSuite }) => runSuite(location.origin))`);
      expectAllPassed(results as readonly CaseResult[]);
    } finally {
      await browser.close();
    }
  },
  limit,
);
