import { isSemanticVersion, type Target } from "@parlance/generator";
import type { GenerateFlags } from "../commands/generate-flags.js";
import type { LanguageConfig } from "../config/config.js";
import { type LoadedConfig, lineOf } from "../config/load-config.js";
import { languageLoader } from "../languages.js";
import { unusable } from "../unusable-input.js";
import { languageUnknown } from "./language-unknown.js";

/** Name, version and environment prefix of a package, as far as the user has decided. Throws `UnusableInput`. */
export function packageOptions(options: {
  readonly language: string;
  readonly own: LanguageConfig;
  readonly flags: GenerateFlags;
  readonly loaded: LoadedConfig | undefined;
}): Target["options"] {
  const { language, own, flags, loaded } = options;
  const packageName = packageFlag(flags, language) ?? own.package ?? loaded?.config.package;
  const packageVersion = flags.version ?? own.version ?? loaded?.config.version;
  const environmentPrefix = flags.environmentPrefix ?? loaded?.config.environmentPrefix;
  if (packageVersion !== undefined && !isSemanticVersion(packageVersion)) {
    throw unusable({
      ...(flags.version === undefined && loaded && { file: loaded.file, line: lineOf(loaded.text, packageVersion) }),
      code: "version-invalid",
      message: `"${packageVersion}" is no semantic version.`,
      help: "Write three numbers, e.g. 1.4.0, or 1.4.0-rc.1 for a version before it.",
    });
  }
  return {
    ...(packageName !== undefined && { packageName }),
    ...(packageVersion !== undefined && { packageVersion }),
    ...(environmentPrefix !== undefined && { environmentPrefix }),
  };
}

/** The name that `--package` gives a language: its own, else the one for all; of several the last. Throws for an unknown language. */
function packageFlag({ package: given = [] }: GenerateFlags, language: string): string | undefined {
  const named = given.map((each) => /^(?:([^=]*)=)?(.*)$/su.exec(each) ?? []);
  const unknown = named.find(([, key]) => key !== undefined && languageLoader(key) === undefined)?.[1];
  if (unknown !== undefined) throw languageUnknown(unknown);
  const of = (key: string | undefined): string | undefined => named.findLast((each) => each[1] === key)?.[2];
  return of(language) ?? of(undefined);
}
