/**
 * Makes the types of the frames and the table of error codes in `packages/protocol/src/frames` from `specs/`.
 *
 *     node scripts/write-frames.ts            write the files
 *     node scripts/write-frames.ts --check    write nothing; exit 1 if a file is not what the specs give
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readContract } from "@parlance/contract";
import { parse } from "yaml";

import { closure } from "./frames/closure.ts";
import { codesModule, type ErrorTable } from "./frames/print-codes.ts";
import { typesModule } from "./frames/print-types.ts";
import { root } from "./lib/root.ts";

const folder = join(root, "packages/protocol/src/frames");

const { contract, diagnostics } = await readContract({ cwd: root, asyncapi: ["specs/asyncapi.yaml"] });
if (contract === undefined) {
  for (const { place, code, message } of diagnostics) console.error(`${place.file}:${place.line} ${code}: ${message}`);
  process.exit(2);
}
const errors = parse(await readFile(join(root, "specs/errors.yaml"), "utf8")) as ErrorTable;

await mkdir(folder, { recursive: true });
await settle("frames.gen.ts", typesModule(closure(contract, "schemas/socket.yaml")));
await settle("codes.gen.ts", codesModule(errors));

/** Writes a file, or compares it. */
async function settle(name: string, text: string): Promise<void> {
  const path = join(folder, name);
  if (!process.argv.includes("--check")) {
    await writeFile(path, text);
  } else if ((await readFile(path, "utf8").catch(() => "")) !== text) {
    console.error(`packages/protocol/src/frames/${name} is stale: run \`npm run generate\` and commit the result.`);
    process.exitCode = 1;
  }
}
