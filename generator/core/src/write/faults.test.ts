import { writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { failingFileSystem } from "../testing/failing-file-system.js";
import { contentOf, fill, temporaryFolder } from "../testing/folder.js";
import { output } from "../testing/output.js";
import { stagingName } from "./staging.js";
import { write } from "./write.js";

const before = { "a.ts": "1\n", "old/b.ts": "2\n", "same.ts": "3\n" };
const after = { "a.ts": "changed\n", "same.ts": "3\n", "new/deep/c.ts": "4\n" };

/** Hundreds of runs, on a disk that others use too. */
const patience = 60_000;

/** A folder that was generated once, with a file of the user's. */
async function generatedFolder(): Promise<string> {
  const folder = join(temporaryFolder(), "sdk");
  await write([output(folder, before)]);
  fill(folder, { "mine.txt": "mine" });
  return folder;
}

/** Number of writing calls of a run in which nothing fails. */
async function callsOfOneRun(): Promise<number> {
  const { fs, calls } = failingFileSystem({ failing: 0, forever: false });
  await write([output(await generatedFolder(), after)], { fs });
  return calls();
}

/** The process that had the staging folder is gone: its number belongs to nobody. */
function bury(folder: string): void {
  writeFileSync(join(folder, stagingName, "owner.json"), `{"process":2147483646,"host":"${hostname()}"}`);
}

test(
  "write puts everything back, whichever call fails",
  async () => {
    const wanted = contentOf(await finished());
    const calls = await callsOfOneRun();
    for (let failing = 1; failing <= calls; failing += 1) {
      const folder = await generatedFolder();
      const original = contentOf(folder);
      const written = await write([output(folder, after)], failingFileSystem({ failing, forever: false }));
      const failed = written.diagnostics.length > 0;
      expect({ failing, content: contentOf(folder) }).toEqual({
        failing,
        content: failed ? original : expect.anything(),
      });
      await write([output(folder, after)]);
      expect({ failing, content: withoutEmptyFolders(contentOf(folder)) }).toEqual({ failing, content: wanted });
    }
  },
  patience,
);

test(
  "write recovers in the next run from a process that was killed at any call",
  async () => {
    const wanted = contentOf(await finished());
    const calls = await callsOfOneRun();
    for (let failing = 1; failing <= calls; failing += 1) {
      const folder = await generatedFolder();
      const original = contentOf(folder);
      await write([output(folder, after)], failingFileSystem({ failing, forever: true }));
      if (contentOf(folder)[`${stagingName}/owner.json`] !== undefined) {
        bury(folder);
      }
      await write([output(folder, before)]);
      expect({ failing, content: withoutEmptyFolders(contentOf(folder)) }).toEqual({ failing, content: original });
      await write([output(folder, after)]);
      expect({ failing, content: withoutEmptyFolders(contentOf(folder)) }).toEqual({ failing, content: wanted });
    }
  },
  patience,
);

test("write says so when it cannot put the folder back, and the next run does it", async () => {
  const folder = await generatedFolder();
  const original = contentOf(folder);
  const whileCommitting = (await callsOfOneRun()) - 6;
  const { fs } = failingFileSystem({ failing: whileCommitting, forever: true });
  const { diagnostics } = await write([output(folder, after)], { fs });
  expect(diagnostics.map(({ code }) => code)).toEqual(["output-unwritable", "output-unfinished"]);
  expect(contentOf(folder)).not.toEqual(original);
  await write([output(folder, before)]);
  expect(withoutEmptyFolders(contentOf(folder))).toEqual(original);
});

async function finished(): Promise<string> {
  const folder = await generatedFolder();
  await write([output(folder, after)]);
  return folder;
}

/** A killed process may leave empty folders behind. */
function withoutEmptyFolders(content: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(content).filter(([path]) => !path.endsWith("/")));
}
