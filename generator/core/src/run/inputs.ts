import { dirname, relative, resolve, sep } from "node:path";
import type { FileDigest, Recipe } from "../write/manifest.js";
import type { RunOptions } from "./run-options.js";

/** The folder of the first document: what the paths in a manifest are relative to. */
export function baseFolder({ openapi, asyncapi }: RunOptions["documents"]): string {
  return dirname(resolve([...openapi, ...asyncapi][0] ?? "."));
}

/** The documents as a manifest names them. */
export function namedDocuments(documents: RunOptions["documents"]): Recipe["documents"] {
  const base = baseFolder(documents);
  return {
    openapi: documents.openapi.map((each) => relativeTo(base, each)),
    asyncapi: documents.asyncapi.map((each) => relativeTo(base, each)),
  };
}

/** The files that were read as a manifest names them, sorted, and as absolute paths together with the documents. */
export function inputsOf(
  documents: RunOptions["documents"],
  files: readonly FileDigest[],
): { readonly inputs: readonly FileDigest[]; readonly watched: readonly string[] } {
  const base = baseFolder(documents);
  const digests = new Map(files.map(({ path, sha256 }) => [relativeTo(base, path), sha256]));
  const named = [...documents.openapi, ...documents.asyncapi, ...files.map(({ path }) => path)];
  return {
    inputs: [...digests.keys()].toSorted().map((path) => ({ path, sha256: digests.get(path) ?? "" })),
    watched: [...new Set(named.map((each) => resolve(each)))],
  };
}

function relativeTo(base: string, file: string): string {
  return relative(base, resolve(file)).split(sep).join("/");
}
