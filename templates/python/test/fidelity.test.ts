import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { liftContract, nameContract } from "@parlance/generator";
import { sameJson, sampleTexts } from "@parlance/generator/fidelity";
import { afterAll, describe, expect, test } from "vitest";
import { spelling } from "../src/names/spelling.js";
import { python } from "../src/python.js";
import { options, read } from "./generate.js";
import { havePython, Project } from "./python.js";

const corpus = process.env.PARLANCE_CORPUS ?? fileURLToPath(new URL("../../../../shared/corpus", import.meta.url));
const platform = fileURLToPath(new URL("../../../specs/openapi.yaml", import.meta.url));
const program = readFileSync(new URL("fidelity.py", import.meta.url), "utf8");
const theirs = ["asana.yaml", "discord.json", "openai.yaml", "oxide-nexus.json", "superset.json"].map((file) =>
  join(corpus, "openapi", file),
);
/** CI tries them all, others the platform's and the smallest. */
const whole = process.env.CI === "true" || process.env.PARLANCE_WHOLE_CORPUS === "1";
const documents = [
  platform,
  ...theirs.filter((file) => existsSync(file) && (whole || file.endsWith("oxide-nexus.json"))),
];

if (documents.length === 1 && process.env.CI === "true") {
  throw new Error(`The corpus of documents is not at ${corpus}`);
}

const project = new Project();
afterAll(() => project[Symbol.dispose]());

describe.skipIf(!havePython)("what is decoded and encoded again is the same JSON", () => {
  test.each(documents)(
    "in %s",
    async (file) => {
      const { contract } = await read(file);
      if (contract === undefined) throw new Error(`${file} has errors`);
      const name = `fidelity_${file.replaceAll(/.*\/|\.\w+$|\W/gu, "")}`;
      const { types } = nameContract(liftContract(contract), spelling, options).named;
      const asked = contract.schemas.flatMap((schema) => {
        const type = types.get(schema.name)?.name ?? "";
        return sampleTexts(schema.name, contract.schemas).map((text): [string, string] => [type, text]);
      });
      project.add((await python.print(contract, { ...options, packageName: name })).files);
      project.write("lines", asked.map((each) => `${JSON.stringify(each)}\n`).join(""));

      const answers = project
        .run(program, [name, join(project.folder, "lines")])
        .trimEnd()
        .split("\n");
      const written = answers.map((line) => JSON.parse(line) as string);

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

function isSame(text: string, answer: string): boolean {
  try {
    return sameJson(text, answer);
  } catch {
    return false;
  }
}
