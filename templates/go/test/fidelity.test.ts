import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { liftContract, nameContract } from "@parlance/generator";
import { sameJson, sampleTexts } from "@parlance/generator/fidelity";
import { describe, expect, test } from "vitest";
import { go } from "../src/go.js";
import { spelling } from "../src/names/spelling.js";
import { options, read } from "./generate.js";
import { haveGo, Workspace } from "./go.js";

const corpus = process.env.PARLANCE_CORPUS ?? fileURLToPath(new URL("../../../../shared/corpus", import.meta.url));
const platform = fileURLToPath(new URL("../../../specs/openapi.yaml", import.meta.url));
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

if (process.env.CI === "true" && documents.length === 1) {
  throw new Error(`The corpus of documents is not at ${corpus}`);
}

describe.skipIf(!haveGo)("what is decoded and encoded again is the same JSON", () => {
  test.each(documents)(
    "in %s",
    async (file) => {
      const { contract } = await read(file);
      if (contract === undefined) throw new Error(`${file} has errors`);
      const { types } = nameContract(liftContract(contract), spelling, options).named;
      const asked = contract.schemas.flatMap((schema) => {
        const named = types.get(schema.name);
        // Where a type is used, a pointer stands for null.
        const type = `${named?.schema.kind === "nullable" ? "*" : ""}sdk.${named?.name}`;
        return sampleTexts(schema.name, contract.schemas).map((text): [string, string] => [type, text]);
      });
      const { files } = await go.print(contract, options);
      using workspace = new Workspace();
      workspace.add("sdk", files);
      workspace.write("sdk/program/main.go", program);
      workspace.write("sdk/program/types.go", typesOf(new Set(asked.map(([type]) => type))));

      const answers = workspace.run("./sdk/program", asked.map((each) => `${JSON.stringify(each)}\n`).join(""));
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

/** The table of the program: what reads and writes each type. */
function typesOf(types: ReadonlySet<string>): string {
  const entries = [...types].map((type) => `\t"${type}": again[${type}],\n`).join("");
  return `package main\n\nimport sdk "acme.example/sdk"\n\nvar types = map[string]func([]byte) ([]byte, error){\n${entries}}\n`;
}

function isSame(text: string, answer: string): boolean {
  try {
    return sameJson(text, answer);
  } catch {
    return false;
  }
}
