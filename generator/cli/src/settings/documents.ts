import { dirname, isAbsolute, join } from "node:path";
import { findConfig } from "../config/find-config.js";
import { type LoadedConfig, loadConfig } from "../config/load-config.js";
import { unusable } from "../unusable-input.js";

/** The documents to read, relative to the working folder or absolute. */
export interface Documents {
  readonly openapi: readonly string[];
  readonly asyncapi: readonly string[];
}

/** The config that applies: the one that was named; else the working folder's, unless documents were named. */
export async function applyingConfig(options: {
  readonly config?: string | undefined;
  readonly documentsNamed: boolean;
}): Promise<LoadedConfig | undefined> {
  const file = options.config ?? (options.documentsNamed ? undefined : findConfig());
  return file === undefined ? undefined : loadConfig(file);
}

/** The documents of a config, from the config file's folder. Throws `UnusableInput` if there are none; `remedy` says how else to name one. */
export function configuredDocuments(
  loaded: LoadedConfig | undefined,
  remedy = "Name one with --openapi or --asyncapi",
): Documents {
  const { openapi = [], asyncapi = [] } = loaded?.config ?? {};
  const located = (paths: string | readonly string[]): readonly string[] => {
    return [paths].flat().map((each) => fromConfig(loaded, each));
  };
  const documents = { openapi: located(openapi), asyncapi: located(asyncapi) };
  if (documents.openapi.length + documents.asyncapi.length === 0) {
    throw unusable({
      file: loaded?.file,
      code: "document-missing",
      message: "No document was given.",
      help: `${remedy}, or in parlance.config.ts with the members openapi and asyncapi.`,
    });
  }
  return documents;
}

/** A path that a config names: unless it is absolute, it starts at the config file's folder. */
export function fromConfig(loaded: LoadedConfig | undefined, path: string): string {
  return loaded === undefined || isAbsolute(path) ? path : join(dirname(loaded.file), path);
}
