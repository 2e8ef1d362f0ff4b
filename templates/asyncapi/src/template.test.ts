import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { languages } from "parlance/languages";
import { beforeAll, describe, expect, test } from "vitest";
import { corpus } from "./testing/corpus.js";
import { filesOf } from "./testing/files-of.js";
import { generatorHost } from "./testing/generator-host.js";
import { repository } from "./testing/repository.js";
import { UserProject } from "./testing/user-project.js";

/** A document whose schemas are given as YAML in one line, without the braces around them. */
function withSchemas(schemas: string): string {
  return `asyncapi: 3.0.0
info: { title: Tickers, version: 1.0.0 }
channels:
  prices: { address: /prices, messages: { price: { payload: { $ref: "#/components/schemas/price" } } } }
components:
  schemas: { price: { type: number }, ${schemas} }
`;
}

const typescript = [{ language: "typescript" }];

const own = join(repository, "specs/asyncapi.yaml");

beforeAll(async () => void (await generatorHost()));

describe.each([own, ...corpus()].map((document) => [relative(repository, document), document]))("%s", (_, document) => {
  test("becomes the same bytes in every language", async () => {
    await using project = await UserProject.make();
    const generated = await project.generate({ document, parameters: languages.map((language) => ({ language })) });
    expect(generated).toMatchObject({ code: 0 });
    const command = ["--asyncapi", document, "--language", languages.join(), "--out", "expected"];
    expect(await project.parlance(command)).toMatchObject({ code: 0 });
    for (const language of languages) {
      const expected = await filesOf(join(project.folder, "expected", language));
      expect(expected).not.toEqual({});
      expect(await filesOf(join(project.folder, "generated", language))).toEqual(expected);
    }
  });
});

test("a text without a path gives the same as the file, and finds the files beside it", async () => {
  await using project = await UserProject.make();
  const text = withSchemas("Order: { properties: { side: { $ref: './side.yaml' } } }");
  await writeFile(join(project.folder, "side.yaml"), "type: string\nenum: [bid, ask]\n");
  await writeFile(join(project.folder, "tickers.yaml"), text);
  expect(await project.generate({ text, parameters: typescript })).toMatchObject({ code: 0, stderr: "" });
  const command = ["--asyncapi", "tickers.yaml", "--language", "typescript", "--out", "expected"];
  expect(await project.parlance(command)).toMatchObject({ code: 0 });
  const generated = await filesOf(join(project.folder, "generated/typescript"));
  expect(generated).toEqual(await filesOf(join(project.folder, "expected")));
  expect(Object.values(generated).join()).toMatch(/\bbid\b/u);
});

test("name and version of the package are the user's", async () => {
  await using project = await UserProject.make();
  await writeFile(join(project.folder, "tickers.yaml"), withSchemas(""));
  const parameters = [{ language: "typescript", package: "@acme/tickers", version: "2.1.0-rc.1" }];
  expect(await project.generate({ document: "tickers.yaml", parameters })).toMatchObject({ code: 0 });
  const flags = ["--language", "typescript", "--package", "@acme/tickers", "--version", "2.1.0-rc.1"];
  expect(await project.parlance(["--asyncapi", "tickers.yaml", ...flags, "--out", "expected"])).toMatchObject({
    code: 0,
  });
  const generated = await filesOf(join(project.folder, "generated/typescript"));
  expect(generated).toEqual(await filesOf(join(project.folder, "expected")));
  expect(generated["package.json"]).toContain('"version": "2.1.0-rc.1"');
});

test("files that the user keeps from the generator stay as they are", async () => {
  await using project = await UserProject.make();
  const folder = join(project.folder, "generated/typescript");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "README.md"), "Ours.\n");
  const options = { noOverwriteGlobs: ["README.md"], forceWrite: true };
  const ended = await project.generate({ text: withSchemas(""), parameters: typescript, options });
  expect(ended).toMatchObject({ code: 0 });
  expect(await readFile(join(folder, "README.md"), "utf8")).toBe("Ours.\n");
  expect(Object.keys(await filesOf(folder))).toContain("package.json");
});

test("warnings are printed, and stop nothing", async () => {
  await using project = await UserProject.make();
  const text = withSchemas("Odd: { not: { type: string } }");
  const ended = await project.generate({ text, parameters: typescript });
  expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining("asyncapi:6: warning keyword-dropped") });
});

test.each([
  ["a language there is not", { language: "cobol" }, 'error language-unknown: There is no language "cobol".'],
  ["no language", { package: "x" }, "This template requires the following missing params: language."],
  ["no semantic version", { language: "python", version: "1" }, 'error version-invalid: "1" is no semantic version.'],
])("%s is refused", async (_, parameters, message) => {
  await using project = await UserProject.make();
  const ended = await project.generate({ text: withSchemas(""), parameters: [parameters] });
  expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
});

test("a document that cannot be an SDK is refused at its line, and nothing is written", async () => {
  await using project = await UserProject.make();
  const text = withSchemas("user-name: { type: string }, userName: { type: string }");
  await writeFile(join(project.folder, "tickers.yaml"), text);
  const ended = await project.generate({ document: "tickers.yaml", parameters: typescript });
  expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining("tickers.yaml:6: error name-clash") });
  expect(await filesOf(join(project.folder, "generated/typescript"))).toEqual({});
});
