import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Mutant, mutants } from "./mutants.js";
import { violation } from "./model/violation.js";
import type { SessionClass } from "./model/world.js";

// A property test that finds nothing proves nothing until it has found something: the machine's real sources are patched in
// one place each, built, and put through the same property.
const session = fileURLToPath(new URL("../src/session/", import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "parlance-mutants-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The class of a session whose sources are changed in one place, or not at all. */
async function built(outfile: string, mutant?: Mutant): Promise<SessionClass> {
  const patch: Plugin = {
    name: "patch",
    setup(context) {
      context.onLoad({ filter: /\/src\/session\/[^/]+\.ts$/ }, ({ path }) => {
        if (mutant === undefined || basename(path) !== mutant.file) return undefined;
        return { contents: patched(readFileSync(path, "utf8"), mutant), loader: "ts" };
      });
    },
  };
  const path = join(folder, `${outfile}.mjs`);
  await build({
    entryPoints: [join(session, "session.ts")],
    bundle: true,
    format: "esm",
    outfile: path,
    plugins: [patch],
  });
  const module = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as { readonly Session: SessionClass };
  return module.Session;
}

function patched(source: string, { name, file, from, to }: Mutant): string {
  const parts = source.split(from);
  if (parts.length !== 2)
    throw new Error(`${file} has the text of the mutant "${name}" ${parts.length - 1} times; it must be once.`);
  return parts.join(to);
}

test("unchanged sources, built the same way, hold", async () => {
  expect(violation(await built("none"), { numRuns: 300 })).toBeNull();
});

test.each(mutants.map((mutant, index) => [mutant.name, mutant, index] as const))(
  "caught: %s",
  async (_, mutant, index) => {
    expect(violation(await built(`mutant-${index}`, mutant), { numRuns: 2_000 })).not.toBeNull();
  },
);
