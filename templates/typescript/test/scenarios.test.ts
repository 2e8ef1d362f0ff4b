import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Printed } from "@parlance/generator";
import { describe, expect, test } from "vitest";
import { typescript } from "../src/typescript.js";
import { typescriptServer } from "../src/typescript-server.js";
import { compile, writeProject } from "./compile.js";
import { print } from "./generate.js";

/**
 * A scenario is a Markdown file: a document, then the files that are printed of it. `npm run update-scenarios` writes what
 * is printed now into it, to be read in the diff.
 */
const folder = fileURLToPath(new URL("scenarios/", import.meta.url));
const update = process.env.UPDATE_SCENARIOS === "1";
const blocks = /```(?<language>yaml|ts|json) (?<path>\S+)\n(?<text>[\s\S]*?)```\n/gu;

describe.each(readdirSync(folder).toSorted())("%s", (name) => {
  test("prints what the scenario shows, and that compiles", { timeout: 60_000 }, async () => {
    const scenario = await readFile(folder + name, "utf8");
    const printed = await printScenario(scenario);
    const actual = scenario.replaceAll(blocks, (block, language: string, path: string) => {
      const file = printed.files.find((each) => each.path === path);
      return language === "yaml" ? block : `\`\`\`${language} ${path}\n${file?.text ?? "(not printed)\n"}\`\`\`\n`;
    });
    if (update) {
      await writeFile(folder + name, actual);
    }
    expect(actual).toBe(await readFile(folder + name, "utf8"));
    expect(printed.diagnostics).toEqual([]);
    const project = name.replace(".md", "");
    expect(await compile(project, [await writeProject(project, printed.files)])).toBe("");
  });
});

async function printScenario(scenario: string): Promise<Printed> {
  const [document] = scenario.matchAll(blocks);
  const pack = scenario.includes("ts handlers.gen.ts") ? typescriptServer : typescript;
  return print(pack, document?.groups?.text ?? "");
}
