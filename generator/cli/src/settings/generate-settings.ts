import type { Target } from "@parlance/generator";
import type { GenerateFlags } from "../commands/generate-flags.js";
import { applyingConfig, configuredDocuments, type Documents } from "./documents.js";
import { type Reading, readingOf } from "./reading.js";
import { targetsOf } from "./targets.js";

/** Everything `parlance generate` needs to know: options and config file, put together. */
export interface GenerateSettings {
  readonly documents: Documents;
  readonly targets: readonly Target[];
  readonly reading: Reading;
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
    reading: readingOf(flags, loaded),
    configFile: loaded?.file,
  };
}
