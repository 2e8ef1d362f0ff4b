/**
 * Makes the types of the frames and the table of error codes of each language from `specs/`.
 *
 *     node scripts/write-frames.ts            write the files
 *     node scripts/write-frames.ts --check    write nothing; exit 1 if a file is not what the specs give
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readContract } from "@parlance/contract";
import { parse } from "yaml";

import { closure } from "./frames/closure.ts";
import { codesModule, type ErrorTable } from "./frames/print-codes.ts";
import { goCodes } from "./frames/print-go-codes.ts";
import { goTypes } from "./frames/print-go.ts";
import { pythonCodes } from "./frames/print-python-codes.ts";
import { pythonTypes } from "./frames/print-python.ts";
import { typesModule } from "./frames/print-types.ts";
import { root } from "./lib/root.ts";

const { contract, diagnostics } = await readContract({ cwd: root, asyncapi: ["specs/asyncapi.yaml"] });
if (contract === undefined) {
  for (const { place, code, message } of diagnostics) console.error(`${place.file}:${place.line} ${code}: ${message}`);
  process.exit(2);
}
const errors = parse(await readFile(join(root, "specs/errors.yaml"), "utf8")) as ErrorTable;

const schemas = closure(contract, "schemas/socket.yaml");

await settle("packages/protocol/src/frames/frames.gen.ts", typesModule(schemas));
await settle("packages/protocol/src/frames/codes.gen.ts", codesModule(errors));
await settle("packages/runtime/go/protocol/frames_gen.go", goTypes(schemas, "ServerFrame"));
await settle("packages/runtime/go/protocol/codes_gen.go", goCodes(errors));
await settle("packages/runtime/python/src/parlance_runtime/protocol/frames/frames_gen.py", pythonTypes(schemas));
await settle("packages/runtime/python/src/parlance_runtime/protocol/frames/codes_gen.py", pythonCodes(errors));

/** Writes a file, or compares it. */
async function settle(file: string, text: string): Promise<void> {
  const path = join(root, file);
  if (!process.argv.includes("--check")) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } else if ((await readFile(path, "utf8").catch(() => "")) !== text) {
    console.error(`${file} is stale: run \`npm run generate\` and commit the result.`);
    process.exitCode = 1;
  }
}
