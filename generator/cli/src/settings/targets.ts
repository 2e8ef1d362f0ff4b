import { resolve } from "node:path";
import type { Target } from "@parlance/generator";
import type { GenerateFlags } from "../commands/generate-flags.js";
import type { Config, LanguageConfig } from "../config/config.js";
import { type LoadedConfig, lineOf } from "../config/load-config.js";
import { languageLoader, languages } from "../languages.js";
import { unusable } from "../unusable-input.js";
import { languageUnknown } from "./language-unknown.js";
import { outputFolder } from "./output-folder.js";
import { packageOptions } from "./package-options.js";

/** The SDKs to make: the languages of the options, else those of the config file. Throws `UnusableInput`. */
export function targetsOf(flags: GenerateFlags, loaded: LoadedConfig | undefined): readonly Target[] {
  const chosen = chosenLanguages(flags, loaded);
  if (chosen.length === 0) {
    throw unusable({
      file: loaded?.file,
      code: "language-missing",
      message: "No language was given.",
      help: `Name at least one with --language: ${languages.join(", ")}.`,
    });
  }
  const targets = chosen.map(({ language, load, own }): Target => {
    const folder = outputFolder({ language, single: chosen.length === 1, own, flags, loaded });
    return { language, load, folder, options: packageOptions({ language, own, flags, loaded }) };
  });
  refuseSharedFolders(targets);
  return targets;
}

/** A language with what the config file says of it. */
export interface ChosenLanguage {
  readonly language: string;
  readonly load: Target["load"];
  readonly own: LanguageConfig;
}

/** The languages of the options, else those of the config file. Throws `UnusableInput` for one that there is not. */
export function chosenLanguages(
  flags: Pick<GenerateFlags, "language">,
  loaded: LoadedConfig | undefined,
): readonly ChosenLanguage[] {
  const configured = languageConfigs(loaded?.config.languages ?? []);
  return [...new Set(flags.language ?? configured.keys())].map((language) => ({
    language,
    load: loaderOf(language, flags.language === undefined ? loaded : undefined),
    own: configured.get(language) ?? {},
  }));
}

function languageConfigs(configured: NonNullable<Config["languages"]>): ReadonlyMap<string, LanguageConfig> {
  return new Map(isList(configured) ? configured.map((each) => [each, {}]) : Object.entries(configured));
}

function isList(configured: NonNullable<Config["languages"]>): configured is readonly string[] {
  return Array.isArray(configured);
}

/** `loaded` is the config file that names the language, if one does. */
function loaderOf(language: string, loaded: LoadedConfig | undefined): Target["load"] {
  const load = languageLoader(language);
  if (load === undefined) {
    throw languageUnknown(language, loaded && { file: loaded.file, line: lineOf(loaded.text, language) });
  }
  return load;
}

function refuseSharedFolders(targets: readonly Target[]): void {
  const folders = targets.map(({ folder }) => resolve(folder));
  const shared = targets.find(({ folder }, index) => folders.indexOf(resolve(folder)) !== index);
  if (shared !== undefined) {
    throw unusable({
      file: shared.folder,
      code: "output-shared",
      message: `Two languages have the output folder ${shared.folder}.`,
      help: "Give each language a folder of its own.",
    });
  }
}
