import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, Logger } from "@hey-api/openapi-ts";
import type { PrintedFile } from "@parlance/generator";
import { unmarkKeys } from "./property-key.js";
import { resolvers } from "./resolvers.js";
import type { TypesDocument } from "./types-document.js";

const prefix = "#/components/schemas/";

/**
 * Prints the document's types with hey-api: `types.gen.ts`, and one file below `types/` per top-level resource.
 *
 * Everything that hey-api would look up in its surroundings is given here: no configuration file, no `tsconfig.json`, no
 * log file, no question at a terminal. It only knows how to write to a folder, so it gets a temporary one.
 */
export async function printTypes({ document, files }: TypesDocument, header: string): Promise<readonly PrintedFile[]> {
  const temporary = await mkdtemp(join(tmpdir(), "parlance-types-"));
  const folder = join(temporary, "types");
  const configFile = join(temporary, "openapi-ts.config.json");
  try {
    // Otherwise a configuration in the working folder would be run, and merged with this one. Only a list is merged with
    // nothing, not even with the working folder's `.openapi-tsrc`.
    await writeFile(configFile, "[{}]");
    const printed = await createClient(
      {
        input: { ...document },
        output: {
          path: folder,
          entryFile: false,
          header,
          module: { extension: ".js" },
          clean: false,
          tsConfigPath: "off",
        },
        configFile,
        interactive: false,
        logs: { level: "silent", file: false },
        parser: { transforms: { readWrite: { enabled: false } } },
        plugins: [
          {
            name: "@hey-api/typescript",
            case: "preserve",
            definitions: { name: "{{name}}", case: "preserve" },
            $resolvers: resolvers,
            "~hooks": { symbols: { getFilePath: ({ meta }) => fileOf(meta, files) } },
          },
        ],
      },
      new Logger(),
    );
    if (printed.length !== 1) {
      throw new Error(
        "hey-api did not print the types, and did not say why; its input is the contract, so this is a defect",
      );
    }
    return await readPrinted(folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** hey-api also prints options of its own client; they go into a file that is not read. */
function fileOf(meta: Readonly<Record<string, unknown>> | undefined, files: TypesDocument["files"]): string {
  const { resourceId } = meta ?? {};
  if (typeof resourceId !== "string" || !resourceId.startsWith(prefix)) {
    return unused;
  }
  return files.get(resourceId.slice(prefix.length)) ?? "types";
}

const unused = "unused";

async function readPrinted(folder: string): Promise<readonly PrintedFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((each) => each.isFile() && each.name !== `${unused}.gen.ts`)
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .toSorted();
  return Promise.all(
    paths.map(async (path) => ({ path: `src/${path}`, text: unmarkKeys(await readFile(join(folder, path), "utf8")) })),
  );
}
