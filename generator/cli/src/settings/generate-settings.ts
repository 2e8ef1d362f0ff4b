import { resolve } from "node:path";
import { isSemanticVersion, type Target } from "@parlance/generator";
import type { GenerateFlags } from "../commands/generate-flags.js";
import { type LoadedConfig, lineOf } from "../config/load-config.js";
import type { LanguageConfig } from "../config/config.js";
import { languageLoader, languages } from "../languages.js";
import { unusable } from "../unusable-input.js";
import { applyingConfig, configuredDocuments, type Documents, fromConfig } from "./documents.js";

/** Everything `parlance generate` needs to know: options and config file, put together. */
export interface GenerateSettings {
  readonly documents: Documents;
  readonly targets: readonly Target[];
  readonly strict: boolean;
  /** The config file that was read. */
  readonly configFile: string | undefined;
}

/** Puts options and config file together; the options win. Throws `UnusableInput`. */
export async function generateSettings(flags: GenerateFlags): Promise<GenerateSettings> {
  const named = { openapi: flags.openapi ?? [], asyncapi: flags.asyncapi ?? [] };
  const documentsNamed = named.openapi.length + named.asyncapi.length > 0;
  const loaded = await applyingConfig({ config: flags.config, documentsNamed });
  return {
    documents: documentsNamed ? named : configuredDocuments(loaded),
    targets: targetsOf(flags, loaded),
    strict: flags.strict ?? loaded?.config.strict ?? false,
    configFile: loaded?.file,
  };
}

function targetsOf(flags: GenerateFlags, loaded: LoadedConfig | undefined): readonly Target[] {
  const configured = configuredLanguages(loaded);
  const chosen = [...new Set(flags.language ?? configured.keys())];
  if (chosen.length === 0) {
    throw unusable({
      file: loaded?.file,
      code: "language-missing",
      message: "No language was given.",
      help: `Name at least one with --language: ${languages.join(", ")}.`,
    });
  }
  const targets = chosen.map((language) => {
    return targetOf({ language, own: configured.get(language) ?? {}, single: chosen.length === 1, flags, loaded });
  });
  refuseSharedFolders(targets);
  return targets;
}

function configuredLanguages(loaded: LoadedConfig | undefined): ReadonlyMap<string, LanguageConfig> {
  const configured = loaded?.config.languages ?? [];
  return new Map(isList(configured) ? configured.map((each) => [each, {}]) : Object.entries(configured));
}

function isList(value: readonly string[] | Readonly<Record<string, LanguageConfig>>): value is readonly string[] {
  return Array.isArray(value);
}

function targetOf(options: {
  readonly language: string;
  readonly own: LanguageConfig;
  readonly single: boolean;
  readonly flags: GenerateFlags;
  readonly loaded: LoadedConfig | undefined;
}): Target {
  const { language, own, flags, loaded } = options;
  const load = languageLoader(language);
  if (load === undefined) {
    throw unusable({
      ...(flags.language === undefined && loaded && { file: loaded.file, line: lineOf(loaded.text, language) }),
      code: "language-unknown",
      message: `There is no language "${language}".`,
      help: `The languages are ${languages.join(", ")}.`,
    });
  }
  const packageVersion = flags.version ?? own.version ?? loaded?.config.version;
  refuseVersion(packageVersion, flags.version === undefined ? loaded : undefined);
  return {
    language,
    load,
    folder: folderOf(options),
    options: {
      ...defined("packageName", flags.package ?? own.package ?? loaded?.config.package),
      ...defined("packageVersion", packageVersion),
      ...defined("environmentPrefix", flags.environmentPrefix ?? loaded?.config.environmentPrefix),
    },
  };
}

function folderOf({ language, own, single, flags, loaded }: Parameters<typeof targetOf>[0]): string {
  const [ownFolder, shared] = [own.out, loaded?.config.out].map((each) => each && fromConfig(loaded, [each])[0]);
  if (flags.out === undefined && ownFolder !== undefined && ownFolder !== "") {
    return ownFolder;
  }
  const folder = flags.out ?? shared;
  if (folder === undefined || folder === "") {
    throw unusable({
      file: loaded?.file,
      code: "output-missing",
      message: "No output folder was given.",
      help: "Name one with --out; it is made if it does not exist.",
    });
  }
  return single ? folder : `${folder.replace(/\/+$/u, "")}/${language}`;
}

function refuseVersion(version: string | undefined, loaded: LoadedConfig | undefined): void {
  if (version !== undefined && !isSemanticVersion(version)) {
    throw unusable({
      ...(loaded && { file: loaded.file, line: lineOf(loaded.text, version) }),
      code: "version-invalid",
      message: `"${version}" is no semantic version.`,
      help: "Write three numbers, e.g. 1.4.0, or 1.4.0-rc.1 for a version before it.",
    });
  }
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

function defined<K extends string>(name: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, string>);
}
