import { isOutputPath } from "./output-path.js";

/** Name of the file in the output folder that says which other files are generated, and from what. */
export const manifestName = ".parlance-manifest.json";

/** A file with the SHA-256 of its content, in hexadecimal. */
export interface FileDigest {
  readonly path: string;
  readonly sha256: string;
}

/** What decides the content of an output folder, as far as it is known before anything is read. */
export interface Recipe {
  /** Version of the generator. */
  readonly generator: string;
  readonly language: string;
  /** The user's decisions; those left to their defaults are absent. */
  readonly options: Readonly<Record<string, string | boolean>>;
  /** The documents the user named, relative to the folder of the first, so that no machine's path is in a manifest. */
  readonly documents: { readonly openapi: readonly string[]; readonly asyncapi: readonly string[] };
}

/** The content of `.parlance-manifest.json`. Meant to be committed with the files it lists. */
export interface Manifest extends Recipe {
  /** Version of this format. */
  readonly manifest: 1;
  /** Every file that was read, relative to the folder of the first document. */
  readonly inputs: readonly FileDigest[];
  /** Every generated file, relative to the manifest. */
  readonly files: readonly FileDigest[];
}

/** The manifest in a text; undefined if it is none, e.g. after a merge conflict, or if it lists a path outside. */
export function parseManifest(text: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isManifest(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isManifest(value: unknown): value is Manifest {
  return (
    isRecord(value) &&
    value["manifest"] === 1 &&
    typeof value["generator"] === "string" &&
    typeof value["language"] === "string" &&
    isRecord(value["options"]) &&
    isRecord(value["documents"]) &&
    isDigestList(value["inputs"]) &&
    isDigestList(value["files"]) &&
    value["files"].every(({ path }) => isOutputPath(path))
  );
}

function isDigestList(value: unknown): value is FileDigest[] {
  return (
    Array.isArray(value) &&
    value.every((each) => isRecord(each) && typeof each["path"] === "string" && typeof each["sha256"] === "string")
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
