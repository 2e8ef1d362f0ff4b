import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { unusable } from "../unusable-input.js";
import { applyingConfig, configuredDocuments } from "./documents.js";

const documentName = /^(openapi|asyncapi|swagger)\.(ya?ml|json)$/u;
const configName = /\.config\.(m?[jt]s|json)$/u;

/**
 * The documents that `parlance lint` looks at: the named files, the entry documents of the named folders, those of the
 * named config files; without names those of the config file in the working folder. Throws `UnusableInput`.
 */
export async function lintDocuments(specs: readonly string[]): Promise<readonly string[]> {
  if (specs.length === 0) {
    return documentsOfConfig(undefined);
  }
  const found: string[] = [];
  for (const spec of specs) {
    if (configName.test(spec)) {
      found.push(...(await documentsOfConfig(spec)));
    } else if ((await stat(spec).catch(() => undefined))?.isDirectory() === true) {
      found.push(...(await documentsIn(spec)));
    } else {
      found.push(spec);
    }
  }
  return found;
}

async function documentsOfConfig(config: string | undefined): Promise<readonly string[]> {
  const loaded = await applyingConfig({ config, documentsNamed: false });
  const { openapi, asyncapi } = configuredDocuments(loaded, "Name one after `parlance lint`");
  return [...openapi, ...asyncapi];
}

async function documentsIn(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((each) => documentName.test(each)).toSorted();
  if (names.length === 0) {
    throw unusable({
      file: folder,
      code: "document-missing",
      message: `The folder ${folder} holds no openapi.yaml or asyncapi.yaml.`,
      help: "Name the document itself.",
    });
  }
  return names.map((each) => join(folder, each));
}
