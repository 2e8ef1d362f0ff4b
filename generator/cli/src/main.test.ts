import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { fill, temporaryFolder } from "./testing/folder.js";
import { parlance } from "./testing/parlance.js";

test("parlance --version prints the version", async () => {
  expect(await parlance(temporaryFolder(), "--version")).toMatchObject({ code: 0, stdout: "0.1.0\n" });
});

test("parlance says in one line that it is not built", () => {
  const folder = temporaryFolder();
  cpSync(resolve(import.meta.dirname, "../bin"), join(folder, "bin"), { recursive: true });
  fill(folder, { "package.json": '{ "type": "module" }' });
  const { status, stderr } = spawnSync(process.execPath, [join(folder, "bin/parlance.js")], { encoding: "utf8" });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^parlance is not built yet\. Run npm run build .*\n$/u);
});

test("parlance without a command prints its help", async () => {
  const { code, stderr } = await parlance(temporaryFolder());
  expect(code).toBe(2);
  expect(stderr).toContain("Usage: parlance");
});

test.each([
  ["--help"],
  ["generate", "--help"],
  ["lint", "--help"],
  ["test", "--help"],
  ["replay", "--help"],
  ["serve", "--help"],
  ["help", "generate"],
])("parlance %s %s prints help with examples or commands", async (...parameters) => {
  const { code, stdout } = await parlance(temporaryFolder(), ...parameters);
  expect(code).toBe(0);
  expect(stdout).toMatch(/Examples:|Commands:/u);
});

test.each([["test"], ["replay"]])("the help of parlance %s says what its exit codes mean", async (command) => {
  const { stdout } = await parlance(temporaryFolder(), command, "--help");
  expect(stdout).toMatch(/^Exit codes:\n  0  .+\n  1  .+\n  2  .+\n/mu);
});

test.each([
  [["generat"], "(Did you mean generate?)"],
  [["generate", "--opanapi", "a.yaml"], "(Did you mean --openapi?)"],
  [["generate", "--out"], "argument missing"],
  [["generate", "stray"], "too many arguments"],
  [["serve", "--port", "high"], 'error port-invalid: "high" is no port.'],
])("parlance %j says what is wrong and exits with 2", async (parameters, said) => {
  const ended = await parlance(temporaryFolder(), ...parameters);
  expect(ended).toMatchObject({ code: 2, stdout: "" });
  expect(ended.stderr).toContain(said);
});

test.each([["generate", "--opanapi", "a.yaml"], ["generat"], ["lint", "--nope"]])(
  "parlance %s … --json says on stdout, too, that the command is wrong",
  async (...parameters) => {
    const { code, stdout } = await parlance(temporaryFolder(), ...parameters, "--json");
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      status: "failed",
      diagnostics: [{ code: "command-invalid", message: expect.stringMatching(/^unknown /u) }],
    });
  },
);
