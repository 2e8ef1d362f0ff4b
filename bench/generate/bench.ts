// Generation on GitHub's document (13 MB, 1223 operations) against plain hey-api in the same run; the budgets are in issue 2.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measure, type Usage } from "./measure.ts";

const budget = { user: 1.5, memory: 1.5, unchangedWall: 1 };

const document = createRequire(import.meta.url).resolve("@octokit/openapi/generated/api.github.com.json");
const command = fileURLToPath(new URL("../../generator/cli/bin/parlance.js", import.meta.url));
const plainHeyApi = fileURLToPath(new URL("plain-hey-api.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "parlance-bench-"));

try {
  const sdk = [
    "--openapi",
    document,
    "--language",
    "typescript",
    "--package",
    "@acme/github",
    "--out",
    join(folder, "parlance"),
  ];
  const plain = measure([plainHeyApi, document, join(folder, "plain")]);
  const first = measure([command, "generate", ...sdk]);
  const second = measure([command, "generate", ...sdk]);
  report("plain hey-api, types and sdk", plain);
  report("parlance generate, first run", first);
  report("parlance generate, unchanged", second);
  verdict("user CPU, first run against plain", first.user / plain.user, budget.user);
  verdict("peak memory, first run against plain", first.memory / plain.memory, budget.memory);
  verdict("wall seconds, unchanged run", second.wall, budget.unchangedWall);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function report(name: string, { user, memory, wall }: Usage): void {
  console.log(
    `${name.padEnd(32)} ${user.toFixed(2).padStart(6)} s user ${memory.toFixed(0).padStart(5)} MB ${wall.toFixed(2).padStart(6)} s wall`,
  );
}

function verdict(name: string, value: number, limit: number): void {
  console.log(
    `${name.padEnd(40)} ${value.toFixed(2)} of at most ${limit.toFixed(2)}${value > limit ? "  TOO MUCH" : ""}`,
  );
  process.exitCode = value > limit ? 1 : process.exitCode;
}
