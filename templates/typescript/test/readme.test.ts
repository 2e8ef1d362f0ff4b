import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { typescript } from "../src/typescript.js";
import { compile, writeProject } from "./compile.js";
import { print } from "./generate.js";

test("the code in the README compiles against the SDK it describes", { timeout: 60_000 }, async () => {
  const scenario = await readFile(new URL("scenarios/pets.md", import.meta.url), "utf8");
  const { files } = await print(typescript, scenario.split("```yaml openapi\n")[1]?.split("```")[0] ?? "");
  const readme = files.find(({ path }) => path === "README.md")?.text ?? "";
  const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/gu)].map((match) => match[1] ?? "");
  const folder = await writeProject("readme", [...files, { path: "program.ts", text: programOf(blocks) }]);
  expect(blocks.length).toBe(6);
  expect(await compile("readme", [folder])).toBe("");
});

/** One module of all blocks: their imports once, then each in a scope of its own, below what the first declares. */
function programOf([first = "", ...others]: readonly string[]): string {
  const imports = new Set(
    [first, ...others].flatMap((each) => each.split("\n").filter((line) => line.startsWith("import "))),
  );
  const body = (text: string): string =>
    text
      .split("\n")
      .filter((line) => !line.startsWith("import "))
      .join("\n");
  const text = [...imports, body(first), "console.log(answer);", ...others.map((each) => `{\n${body(each)}\n}`)].join(
    "\n",
  );
  return text.replaceAll(/"@acme\/sdk\/(\w+)"/gu, `"./src/$1.gen.js"`).replaceAll(`"@acme/sdk"`, `"./src/index.js"`);
}
