import { mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contentOf, fill, temporaryFolder } from "../testing/folder.js";
import { output } from "../testing/output.js";
import { check } from "./check.js";
import { write } from "./write.js";

const codes = ({ diagnostics }: { diagnostics: readonly { code: string }[] }) => diagnostics.map(({ code }) => code);

test("write makes the folder, the files and the manifest", async () => {
  const folder = join(temporaryFolder(), "a/sdk");
  const written = await write([output(folder, { "index.ts": "1\n", "src/a.ts": "2\n" })]);
  expect(written).toEqual({
    outputs: [
      {
        language: "test",
        folder,
        changes: [
          { path: "index.ts", kind: "add" },
          { path: "src/a.ts", kind: "add" },
          { path: ".parlance-manifest.json", kind: "add" },
        ],
      },
    ],
    diagnostics: [],
  });
  expect(Object.keys(contentOf(folder))).toEqual([".parlance-manifest.json", "index.ts", "src/a.ts"]);
});

test("write leaves files alone that are as they should be", async () => {
  const folder = temporaryFolder();
  await write([output(folder, { "a.ts": "1\n", "b.ts": "2\n" })]);
  utimesSync(join(folder, "a.ts"), 1, 1);
  const written = await write([output(folder, { "a.ts": "1\n", "b.ts": "3\n" })]);
  expect(written.outputs[0]?.changes).toEqual([
    { path: "b.ts", kind: "change" },
    { path: ".parlance-manifest.json", kind: "change" },
  ]);
  expect(statSync(join(folder, "a.ts")).mtimeMs).toBe(1000);
});

test("write changes nothing the second time", async () => {
  const folder = temporaryFolder();
  await write([output(folder, { "a.ts": "1\n" })]);
  expect((await write([output(folder, { "a.ts": "1\n" })])).outputs[0]?.changes).toEqual([]);
});

test("write takes a checkout with other line ends for unchanged", async () => {
  const folder = temporaryFolder();
  await write([output(folder, { "a.ts": "1\n2\n" })]);
  writeFileSync(join(folder, "a.ts"), "1\r\n2\r\n");
  expect((await write([output(folder, { "a.ts": "1\n2\n" })])).outputs[0]?.changes).toEqual([]);
});

test("write removes files that are no longer printed, and folders this leaves empty", async () => {
  const folder = temporaryFolder();
  await write([output(folder, { "a.ts": "1\n", "old/deep/b.ts": "2\n", "kept/c.ts": "3\n" })]);
  fill(folder, { "kept/mine.txt": "mine" });
  await write([output(folder, { "a.ts": "1\n" })]);
  expect(Object.keys(contentOf(folder))).toEqual([".parlance-manifest.json", "a.ts", "kept/mine.txt"]);
});

test("write makes a generated file again that was deleted", async () => {
  const folder = temporaryFolder();
  await write([output(folder, { "a.ts": "1\n" })]);
  rmSync(join(folder, "a.ts"));
  await write([output(folder, { "a.ts": "1\n" })]);
  expect(readFileSync(join(folder, "a.ts"), "utf8")).toBe("1\n");
});

test("write refuses to replace a file it did not write, and then writes nothing", async () => {
  const folder = temporaryFolder();
  fill(folder, { "src/a.ts": "mine\n" });
  const written = await write([output(folder, { "index.ts": "1\n", "src/a.ts": "2\n" })], { force: true });
  expect(written.diagnostics).toMatchObject([
    { code: "file-not-ours", severity: "error", place: { file: `${folder}/src/a.ts`, line: 1 } },
  ]);
  expect(contentOf(folder)).toEqual({ "src/a.ts": "mine\n" });
});

test("write adopts a file that already has the text to write", async () => {
  const folder = temporaryFolder();
  fill(folder, { "a.ts": "1\n" });
  expect(codes(await write([output(folder, { "a.ts": "1\n" })]))).toEqual([]);
});

test("write refuses to replace an edited file unless forced", async () => {
  const folder = temporaryFolder();
  await write([output(folder, { "a.ts": "1\n" })]);
  writeFileSync(join(folder, "a.ts"), "edited\n");
  const before = contentOf(folder);
  expect(codes(await write([output(folder, { "a.ts": "2\n" })]))).toEqual(["file-edited"]);
  expect(contentOf(folder)).toEqual(before);
  expect(codes(await write([output(folder, { "a.ts": "2\n" })], { force: true }))).toEqual([]);
  expect(contentOf(folder)["a.ts"]).toBe("2\n");
});

test("write refuses to remove an edited file unless forced", async () => {
  const folder = temporaryFolder();
  await write([output(folder, { "a.ts": "1\n", "b.ts": "2\n" })]);
  writeFileSync(join(folder, "b.ts"), "edited\n");
  expect(codes(await write([output(folder, { "a.ts": "1\n" })]))).toEqual(["file-edited"]);
  expect(codes(await write([output(folder, { "a.ts": "1\n" })], { force: true }))).toEqual([]);
  expect(Object.keys(contentOf(folder))).toEqual([".parlance-manifest.json", "a.ts"]);
});

test("write never follows a symbolic link out of the folder", async () => {
  const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
  symlinkSync(elsewhere, join(folder, "src"));
  symlinkSync(join(elsewhere, "target.ts"), join(folder, "a.ts"));
  const written = await write([output(folder, { "a.ts": "1\n", "src/b.ts": "2\n" })], { force: true });
  expect(codes(written)).toEqual(["file-not-ours", "file-not-ours"]);
  expect(contentOf(elsewhere)).toEqual({});
});

test("write refuses a folder in the place of a file", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "a.ts"));
  expect(codes(await write([output(folder, { "a.ts": "1\n" })]))).toEqual(["file-not-ours"]);
});

test.each(["../a.ts", "/a.ts", "a/../b.ts", "a\\b.ts", "", "a//b.ts", "C:/a.ts", ".parlance-staging/a.ts"])(
  "write throws for the printed path %j, and leaves nothing",
  async (path) => {
    const folder = join(temporaryFolder(), "sdk");
    await expect(write([output(folder, { [path]: "1\n" })])).rejects.toThrow("not a path below the output folder");
    expect(() => statSync(folder)).toThrow("ENOENT");
  },
);

test("write throws for two printed paths that are one file on some systems", async () => {
  const files = { "User.ts": "1\n", "user.ts": "2\n" };
  await expect(write([output(temporaryFolder(), files)])).rejects.toThrow("one file on some systems");
});

test.each(["", "<<<<<<< HEAD", "[]", '{"manifest":2}'])("write refuses to guess with the manifest %j", async (text) => {
  const folder = temporaryFolder();
  fill(folder, { ".parlance-manifest.json": text });
  expect(codes(await write([output(folder, { "a.ts": "1\n" })]))).toEqual(["manifest-invalid"]);
  expect(contentOf(folder)).toEqual({ ".parlance-manifest.json": text });
});

test("write removes nothing outside, whatever the manifest says", async () => {
  const parent = temporaryFolder();
  fill(parent, { "precious.txt": "mine" });
  await write([output(join(parent, "sdk"), { "a.ts": "1\n" })]);
  const manifest = join(parent, "sdk/.parlance-manifest.json");
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace('"a.ts"', '"../precious.txt"'));
  expect(codes(await write([output(join(parent, "sdk"), {})]))).toEqual(["manifest-invalid"]);
  expect(contentOf(parent)["precious.txt"]).toBe("mine");
});

test("write names the folder that cannot be made", async () => {
  const parent = temporaryFolder();
  fill(parent, { file: "" });
  const folder = join(parent, "file/sdk");
  const written = await write([output(folder, { "a.ts": "1\n" })]);
  expect(written.diagnostics).toMatchObject([{ code: "output-unwritable", place: { file: folder, line: 1 } }]);
  expect(written.diagnostics[0]?.message).toContain("ENOTDIR");
});

test("write writes all outputs or none", async () => {
  const [good, bad] = [join(temporaryFolder(), "sdk"), temporaryFolder()];
  fill(bad, { "a.ts": "mine\n" });
  expect(codes(await write([output(good, { "a.ts": "1\n" }), output(bad, { "a.ts": "1\n" })]))).toEqual([
    "file-not-ours",
  ]);
  expect(() => statSync(good)).toThrow("ENOENT");
});

test("write lets one of two runs write, and tells the other", async () => {
  const folder = join(temporaryFolder(), "sdk");
  const runs = await Promise.all([
    write([output(folder, { "a.ts": "1\n" })]),
    write([output(folder, { "a.ts": "2\n" })]),
  ]);
  const winners = runs.filter(({ diagnostics }) => diagnostics.length === 0);
  expect(winners).toHaveLength(1);
  expect(runs.flatMap(codes)).toEqual(["output-locked"]);
  expect(Object.keys(contentOf(folder))).toEqual([".parlance-manifest.json", "a.ts"]);
});

test("write does not take over from a run on another machine", async () => {
  const folder = temporaryFolder();
  fill(folder, { ".parlance-staging/owner.json": '{"process":1,"host":"elsewhere"}' });
  const written = await write([output(folder, { "a.ts": "1\n" })]);
  expect(written.diagnostics[0]?.message).toContain("process 1 on elsewhere");
  renameSync(join(folder, ".parlance-staging"), join(folder, "moved"));
  expect(codes(await write([output(folder, { "a.ts": "1\n" })]))).toEqual([]);
});

test("check lists what write would do, edited files included, and writes nothing", async () => {
  const folder = temporaryFolder();
  await write([output(folder, { "edited.ts": "1\n", "missing.ts": "2\n", "stale.ts": "3\n", "same.ts": "4\n" })]);
  writeFileSync(join(folder, "edited.ts"), "edited\n");
  rmSync(join(folder, "missing.ts"));
  const before = contentOf(folder);
  const checked = await check([output(folder, { "edited.ts": "1\n", "missing.ts": "2\n", "same.ts": "4\n" })]);
  expect(checked.outputs[0]?.changes).toEqual([
    { path: "stale.ts", kind: "remove" },
    { path: "edited.ts", kind: "change" },
    { path: "missing.ts", kind: "add" },
    { path: ".parlance-manifest.json", kind: "change" },
  ]);
  expect(contentOf(folder)).toEqual(before);
});

test("check does not make the folder", async () => {
  const folder = join(temporaryFolder(), "sdk");
  const checked = await check([output(folder, { "a.ts": "1\n" })]);
  expect(checked.outputs[0]?.changes).toHaveLength(2);
  expect(() => statSync(folder)).toThrow("ENOENT");
});
