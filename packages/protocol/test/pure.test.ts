import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

// The repository's own lint rules, on a file at the place of this package's sources.
const root = fileURLToPath(new URL("../../../", import.meta.url));
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "parlance-lint-"));
  mkdirSync(join(copy, "packages/protocol/src"), { recursive: true });
  copyFileSync(join(root, ".oxlintrc.json"), join(copy, ".oxlintrc.json"));
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
});

afterAll(() => rmSync(copy, { recursive: true }));

/** What the linter says of a module; nothing if it may stand in this package. */
function lint(source: string, name = "machine.ts"): string {
  const file = join(copy, "packages/protocol/src", name);
  writeFileSync(file, source);
  const { status, stdout, stderr } = spawnSync(join(root, "node_modules/.bin/oxlint"), [file], {
    cwd: copy,
    encoding: "utf8",
  });
  rmSync(file);
  return status === 0 ? "" : stdout + stderr;
}

test("what the machine needs passes", () => {
  expect(lint(`import type { A } from "./a.js";\nexport const b = (a: A): number => Math.min(a.x, 1);\n`)).toBe("");
});

test.each([
  ["a clock", "export const now = Date.now();", "Date"],
  ["another clock", "export const now = performance.now();", "performance"],
  ["randomness", "export const half = Math.random();", "Math.random"],
  ["better randomness", "export const id = crypto.randomUUID();", "crypto"],
  ["a timer", "setTimeout(() => {}, 1);", "setTimeout"],
  ["an interval", "setInterval(() => {}, 1);", "setInterval"],
  ["a microtask", "queueMicrotask(() => {});", "queueMicrotask"],
  ["a request", `export const get = (): unknown => fetch("https://example.com");`, "fetch"],
  ["a socket", `export const socket = new WebSocket("wss://example.com");`, "WebSocket"],
  ["a promise", "export const never = new Promise(() => {});", "Promise"],
  ["async", "export async function f(): Promise<void> {}", "async"],
  ["the process", "export const pid = process.pid;", "process"],
  ["the whole world", "export const clock = globalThis;", "globalThis"],
  ["a module of Node", `import { readFileSync } from "node:fs";\nexport { readFileSync };`, "node:fs"],
  ["a module of Node by its old name", `import { readFileSync } from "fs";\nexport { readFileSync };`, "fs"],
  ["a dependency", `import ky from "ky";\nexport { ky };`, "ky"],
])("%s is refused", (_, source, word) => {
  expect(lint(`${source}\n`)).toContain(word);
});
