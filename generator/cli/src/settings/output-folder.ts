import { posix } from "node:path";
import type { GenerateFlags } from "../commands/generate-flags.js";
import type { LanguageConfig } from "../config/config.js";
import type { LoadedConfig } from "../config/load-config.js";
import { unusable } from "../unusable-input.js";
import { fromConfig } from "./documents.js";

/**
 * Where the SDK of a language goes: `--out`, else the language's own folder in the config, else the config's. A shared folder
 * gets one for each language below it, unless there is a `single` language. Throws `UnusableInput` if there is none.
 */
export function outputFolder(options: {
  readonly language: string;
  readonly single: boolean;
  readonly own: LanguageConfig;
  readonly flags: GenerateFlags;
  readonly loaded: LoadedConfig | undefined;
}): string {
  const { language, single, own, flags, loaded } = options;
  if (flags.out === undefined && own.out !== undefined) {
    return fromConfig(loaded, own.out);
  }
  const configured = loaded?.config.out;
  // Without steps back, which the system would take from folders that are not there yet.
  const shared =
    (flags.out && posix.normalize(flags.out)) ?? (configured === undefined ? "" : fromConfig(loaded, configured));
  if (shared === "") {
    throw unusable({
      file: loaded?.file,
      code: "output-missing",
      message: "No output folder was given.",
      help: "Name one with --out; it is made if it does not exist.",
    });
  }
  return single ? shared : `${shared.replace(/\/+$/u, "")}/${language}`;
}
