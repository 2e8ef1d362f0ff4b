import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Target } from "@parlance/generator";
import type { LintFlags } from "../commands/lint.js";
import type { LoadedConfig } from "../config/load-config.js";
import { languages } from "../languages.js";
import { unusable } from "../unusable-input.js";
import { applyingConfig, configuredDocuments } from "./documents.js";
import { packageOptions } from "./package-options.js";
import { type Reading, readingOf } from "./reading.js";
import { chosenLanguages } from "./targets.js";

const documentName = /^(openapi|asyncapi|swagger)\.(ya?ml|json)$/u;
const configName = /\.config\.(m?[jt]s|json)$/u;

/** What `parlance lint` looks at. */
export interface LintSettings extends Reading {
  /** The named files, the entry documents of the named folders, those of the named config files. */
  readonly documents: readonly string[];
  /** The languages of the options, else those of the first config file, else all. */
  readonly targets: readonly Pick<Target, "language" | "load" | "options">[];
}

/** Puts options, names and config files together; without names the working folder's config. Throws `UnusableInput`. */
export async function lintSettings(specs: readonly string[], flags: LintFlags): Promise<LintSettings> {
  const documents: string[] = [];
  const configs: LoadedConfig[] = [];
  for (const spec of specs.length === 0 ? [undefined] : specs) {
    if (spec === undefined || configName.test(spec)) {
      const loaded = await applyingConfig({ config: spec, documentsNamed: false });
      const { openapi, asyncapi } = configuredDocuments(loaded, "Name one after `parlance lint`");
      documents.push(...openapi, ...asyncapi);
      configs.push(...(loaded === undefined ? [] : [loaded]));
    } else if ((await stat(spec).catch(() => undefined))?.isDirectory() === true) {
      documents.push(...(await documentsIn(spec)));
    } else {
      documents.push(spec);
    }
  }
  const [loaded] = configs;
  const chosen = chosenLanguages(flags, loaded);
  const looked = chosen.length > 0 ? chosen : chosenLanguages({ language: languages }, undefined);
  return {
    documents,
    targets: looked.map(({ language, load, own }) => {
      return { language, load, options: packageOptions({ language, own, flags: {}, loaded }) };
    }),
    ...readingOf(flags, loaded),
  };
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
