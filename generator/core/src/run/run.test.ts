import { readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Contract, Diagnostic } from "@parlance/contract";
import { expect, test } from "vitest";
import { contentOf, fill, temporaryFolder } from "../testing/folder.js";
import { sha256 } from "../write/digest.js";
import { run } from "./run.js";
import type { RunOptions } from "./run-options.js";

const contract: Contract = {
  contract: 1,
  info: { title: "Acme API", version: "2.1.0" },
  tags: [],
  servers: [],
  security: [],
  schemas: [],
  operations: [],
  webhooks: [],
  channels: [],
  messages: [],
};

const warning: Diagnostic = {
  code: "keyword-dropped",
  severity: "warning",
  message: "`not` has no counterpart.",
  help: "Leave it out.",
  place: { file: "openapi.yaml", line: 7 },
};

/** A run over one document by a language that prints the options, and a count of the readings. */
function scene(): { options: RunOptions; readings(): number; document: string; folder: string } {
  const root = temporaryFolder();
  const document = join(root, "specs/openapi.yaml");
  const folder = join(root, "sdk");
  fill(root, { "specs/openapi.yaml": "openapi: 3.1.0\n" });
  let readings = 0;
  const options: RunOptions = {
    documents: { openapi: [document], asyncapi: [] },
    generator: { version: "1.0.0", time: 0 },
    async read() {
      readings += 1;
      return { contract, diagnostics: [], files: [{ path: document, sha256: sha256(readFileSync(document)) }] };
    },
    targets: [
      {
        language: "test",
        folder,
        options: {},
        load: async () => ({
          language: "test",
          print: async (_, given) => ({
            files: [{ path: "options.json", text: `${JSON.stringify(given)}\n` }],
            diagnostics: [],
          }),
        }),
      },
    ],
  };
  return { options, readings: () => readings, document, folder };
}

/** The same run with a target that differs. */
function withTarget(options: RunOptions, change: Partial<RunOptions["targets"][number]>): RunOptions {
  return { ...options, targets: options.targets.map((target) => ({ ...target, ...change })) };
}

test("run prints and writes", async () => {
  const { options, folder, document } = scene();
  expect(await run(options)).toEqual({
    status: "changed",
    outputs: [
      {
        language: "test",
        folder,
        changes: [
          { path: "options.json", kind: "add" },
          { path: ".parlance-manifest.json", kind: "add" },
        ],
      },
    ],
    diagnostics: [],
    inputs: [document],
  });
});

test("run derives package name, version and environment prefix from the document", async () => {
  const { options, folder } = scene();
  await run(options);
  expect(JSON.parse(contentOf(folder)["options.json"] ?? "")).toEqual({
    packageName: "acme-api",
    packageVersion: "2.1.0",
    environmentPrefix: "ACME",
  });
});

test("run reads nothing when documents, options, generator and output are unchanged", async () => {
  const { options, readings, document, folder } = scene();
  await run(options);
  expect(await run(options)).toEqual({
    status: "unchanged",
    outputs: [{ language: "test", folder, changes: [] }],
    diagnostics: [],
    inputs: [document],
  });
  expect(readings()).toBe(1);
});

test("run reads again when a document changed, and finds the output unchanged", async () => {
  const { options, readings, document } = scene();
  await run(options);
  writeFileSync(document, "openapi: 3.1.0 # changed\n");
  const { status, outputs } = await run(options);
  expect({ status, changes: outputs[0]?.changes, readings: readings() }).toEqual({
    status: "changed",
    changes: [{ path: ".parlance-manifest.json", kind: "change" }],
    readings: 2,
  });
});

test.each<[string, (options: RunOptions, folder: string) => RunOptions]>([
  ["the generator's version", (options) => ({ ...options, generator: { version: "1.0.1", time: 0 } })],
  ["an option", (options) => withTarget(options, { options: { packageName: "other" } })],
  ["strictness", (options) => ({ ...options, strict: true })],
  [
    "the generator's code",
    (options, folder) => {
      utimesSync(join(folder, ".parlance-manifest.json"), 1, 1);
      return { ...options, generator: { version: "1.0.0", time: 2_000 } };
    },
  ],
  [
    "the output",
    (options, folder) => {
      rmSync(join(folder, "options.json"));
      return options;
    },
  ],
])("run reads again when %s changed", async (_, change) => {
  const { options, readings, folder } = scene();
  await run(options);
  await run(change(options, folder));
  expect(readings()).toBe(2);
});

test("run takes the short cut again after a run that the generator's new code made unchanged", async () => {
  const { options, readings, folder } = scene();
  await run(options);
  utimesSync(join(folder, ".parlance-manifest.json"), 1, 1);
  const newer = { ...options, generator: { version: "1.0.0", time: 2_000 } };
  expect((await run(newer)).status).toBe("unchanged");
  await run(newer);
  expect(readings()).toBe(2);
});

test("run gives the same bytes wherever documents and output are", async () => {
  const [one, two] = [scene(), scene()];
  await run(one.options);
  await run(two.options);
  expect(contentOf(two.folder)).toEqual(contentOf(one.folder));
});

test("run reports an unusable contract and writes nothing", async () => {
  const { options, folder } = scene();
  const error: Diagnostic = { ...warning, severity: "error" };
  const result = await run({ ...options, read: async () => ({ diagnostics: [error], files: [] }) });
  expect(result).toMatchObject({ status: "failed", outputs: [], diagnostics: [error] });
  expect(() => contentOf(folder)).toThrow("ENOENT");
});

test("run reports an error of a language pack and writes nothing, in no language", async () => {
  const { options, folder } = scene();
  const error: Diagnostic = { ...warning, code: "name-clash", severity: "error" };
  const broken = withTarget(options, {
    load: async () => ({ language: "test", print: async () => ({ files: [], diagnostics: [error] }) }),
  });
  const both = { ...options, targets: [...options.targets, ...broken.targets] };
  expect(await run(both)).toMatchObject({ status: "failed", diagnostics: [error] });
  expect(() => contentOf(folder)).toThrow("ENOENT");
});

test("run passes warnings on, and makes those of language packs errors when it is strict", async () => {
  const { options } = scene();
  const warned = withTarget(options, {
    load: async () => ({ language: "test", print: async () => ({ files: [], diagnostics: [warning] }) }),
  });
  expect(await run(warned)).toMatchObject({ status: "changed", diagnostics: [warning] });
  expect(await run({ ...warned, strict: true })).toMatchObject({
    status: "failed",
    diagnostics: [{ ...warning, severity: "error" }],
  });
});

test("run with check reports differences, writes nothing, and never trusts the manifest", async () => {
  const { options, readings, folder } = scene();
  expect((await run({ ...options, check: true })).status).toBe("differs");
  expect(() => contentOf(folder)).toThrow("ENOENT");
  await run(options);
  expect((await run({ ...options, check: true })).status).toBe("unchanged");
  expect(readings()).toBe(3);
});

test("what several languages say of one place is told once", async () => {
  const { options, folder } = scene();
  const load = async () => ({ language: "test", print: async () => ({ files: [], diagnostics: [warning] }) });
  const targets = ["one", "two"].map((language) => ({ language, folder: `${folder}/${language}`, options: {}, load }));
  expect((await run({ ...options, targets })).diagnostics).toEqual([warning]);
});
