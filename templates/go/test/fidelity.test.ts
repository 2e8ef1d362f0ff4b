import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readContract } from "@parlance/contract";
import { liftContract, nameContract } from "@parlance/generator";
import { sameJson, sampleTexts } from "@parlance/generator/fidelity";
import { afterAll, describe, expect, test } from "vitest";
import { go } from "../src/go.js";
import { spelling } from "../src/names/spelling.js";

const corpus = process.env.PARLANCE_CORPUS ?? fileURLToPath(new URL("../../../../shared/corpus", import.meta.url));
const platform = fileURLToPath(new URL("../../../specs/openapi.yaml", import.meta.url));
const runtime = fileURLToPath(new URL("../../../packages/runtime/go", import.meta.url));
const program = readFileSync(new URL("fidelity.go.txt", import.meta.url), "utf8");
const theirs = ["asana.yaml", "discord.json", "openai.yaml", "oxide-nexus.json", "superset.json"].map((file) =>
  join(corpus, "openapi", file),
);
/** CI tries them all, others the platform's and the smallest. */
const whole = process.env.CI === "true" || process.env.PARLANCE_WHOLE_CORPUS === "1";
const documents = [
  platform,
  ...theirs.filter((file) => existsSync(file) && (whole || file.endsWith("oxide-nexus.json"))),
];
const haveGo = spawnSync("go", ["version"]).status === 0;

if (process.env.CI === "true" && (documents.length === 1 || !haveGo)) {
  throw new Error(`Either there is no go in the search path, or no corpus of documents at ${corpus}`);
}

const folder = mkdtempSync(join(tmpdir(), "parlance-go-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!haveGo)("what is decoded and encoded again is the same JSON", () => {
  test.each(documents)(
    "in %s",
    async (file) => {
      const { contract } = await readContract({ documents: [file] });
      if (contract === undefined) throw new Error(`${file} has errors`);
      const name = `fidelity${file.replaceAll(/.*\/|\.\w+$|\W/gu, "")}`;
      const options = { packageName: `example.com/${name}`, packageVersion: "1.0.0", environmentPrefix: "ACME" };
      const { types } = nameContract(liftContract(contract), spelling, options).named;
      const asked = contract.schemas.flatMap((schema) => {
        const named = types.get(schema.name);
        // Where a type is used, a pointer stands for null.
        const type = `${named?.schema.kind === "nullable" ? "*" : ""}sdk.${named?.name}`;
        return sampleTexts(schema.name, contract.schemas).map((text): [string, string] => [type, text]);
      });
      const { files } = await go.print(contract, options);
      for (const { path, text } of files) write(join(name, path), text);
      writeProgram(name, new Set(asked.map(([type]) => type)));

      const answers = run(name, asked.map((each) => `${JSON.stringify(each)}\n`).join(""));
      const written = answers
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as string);

      expect(written.length).toBe(asked.length);
      const wrong = asked.flatMap(([type, text], index) => {
        const answer = written[index] ?? "";
        return isSame(text, answer) ? [] : [`${type}\n  ${text}\n  ${answer}`];
      });
      expect(wrong.slice(0, 10)).toEqual([]);
    },
    300_000,
  );
});

function writeProgram(name: string, types: ReadonlySet<string>): void {
  const entries = [...types].map((type) => `\t"${type}": again[${type}],\n`).join("");
  const table = `package main\n\nimport sdk "example.com/${name}"\n\n`;
  write(join(name, "program/main.go"), program);
  write(join(name, "program/types.go"), `${table}var types = map[string]func([]byte) ([]byte, error){\n${entries}}\n`);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Runs the program of an SDK with the runtime of this repository; gives what it printed. */
function run(name: string, input: string): string {
  write("go.work", `go 1.23\n\nuse (\n\t./${name}\n\t${runtime}\n)\n`);
  const { status, stdout, stderr } = spawnSync("go", ["run", "./program"], {
    cwd: join(folder, name),
    env: { ...process.env, GOWORK: join(folder, "go.work") },
    encoding: "utf8",
    input,
    maxBuffer: 1e9,
  });
  if (status !== 0) throw new Error(stderr.slice(0, 4000));
  return stdout;
}

function isSame(text: string, answer: string): boolean {
  try {
    return sameJson(text, answer);
  } catch {
    return false;
  }
}
