import { posix } from "node:path";
import type { Diagnostic } from "@parlance/contract";
import { fileEdited, fileNotOurs, manifestInvalid } from "../diagnostics/output.js";
import type { Change } from "./change.js";
import { textDigest } from "./digest.js";
import { type FileSystem, unlessMissing } from "./file-system.js";
import { manifestFile } from "./manifest-file.js";
import { manifestName, parseManifest } from "./manifest.js";
import type { Output } from "./output.js";

/** What has to be done to an output folder so that it holds exactly the printed files, beside those of others. */
export interface Plan {
  /** Removals first, then the printed files that are new or different; empty if the folder is as it should be. */
  readonly changes: readonly Change[];
  /** Errors: files in the way. Nothing may be written then. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What to compare, and with how much respect for edited files. */
export interface PlanOptions {
  readonly output: Output;
  /** Replaces and removes generated files even if they were edited. */
  readonly force: boolean;
  readonly fs: FileSystem;
}

/** What stands at a path: nothing, a text file, or something that is no plain file in a plain folder. */
type Found =
  | { readonly kind: "nothing" }
  | { readonly kind: "text"; readonly digest: string }
  | { readonly kind: "other" };

/** Compares what was printed with the folder. Reads only. */
export async function plan({ output, force, fs }: PlanOptions): Promise<Plan> {
  const { folder } = output;
  const owned = await ownedFiles(folder, fs);
  if (owned === undefined) {
    return { changes: [], diagnostics: [manifestInvalid(posix.join(folder, manifestName))] };
  }
  const wanted = new Map([...output.files, manifestFile(output)].map(({ path, text }) => [path, textDigest(text)]));
  const stale = [...owned.keys()].filter((path) => !wanted.has(path));
  const changes: Change[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of [...stale, ...wanted.keys()]) {
    const found = await look({ folder, path, fs });
    const change = changeOf({ path, found, wanted: wanted.get(path) });
    if (change !== undefined) {
      changes.push(change);
      diagnostics.push(...objections({ found, owned: owned.get(path), shown: posix.join(folder, path), force }));
    }
  }
  return { changes, diagnostics };
}

/** Path → digest of what the generator wrote last time, the manifest itself included; undefined if nobody can tell. */
async function ownedFiles(folder: string, fs: FileSystem): Promise<ReadonlyMap<string, string> | undefined> {
  const text = await unlessMissing(fs.readFile(`${folder}/${manifestName}`, "utf8"));
  if (text === undefined) {
    return new Map();
  }
  const files = parseManifest(text)?.files;
  return (
    files && new Map([...files.map(({ path, sha256 }) => [path, sha256] as const), [manifestName, textDigest(text)]])
  );
}

function changeOf({
  path,
  found,
  wanted,
}: {
  path: string;
  found: Found;
  wanted: string | undefined;
}): Change | undefined {
  if (found.kind === "nothing") {
    return wanted === undefined ? undefined : { path, kind: "add" };
  }
  if (found.kind === "text" && found.digest === wanted) {
    return undefined;
  }
  return { path, kind: wanted === undefined ? "remove" : "change" };
}

/** Why the thing at a path must not be replaced or removed. */
function objections(options: {
  readonly found: Found;
  readonly owned: string | undefined;
  readonly shown: string;
  readonly force: boolean;
}): readonly Diagnostic[] {
  const { found, owned, shown, force } = options;
  switch (found.kind) {
    case "nothing":
      return [];
    case "other":
      return [fileNotOurs(shown)];
    case "text":
      if (owned === undefined) {
        return [fileNotOurs(shown)];
      }
      return found.digest === owned || force ? [] : [fileEdited(shown)];
  }
}

async function look({ folder, path, fs }: { folder: string; path: string; fs: FileSystem }): Promise<Found> {
  const segments = path.split("/");
  for (let length = 1; length < segments.length; length += 1) {
    const parent = await unlessMissing(fs.lstat(`${folder}/${segments.slice(0, length).join("/")}`));
    if (parent === undefined) {
      return { kind: "nothing" };
    }
    if (!parent.isDirectory()) {
      return { kind: "other" };
    }
  }
  const file = `${folder}/${path}`;
  const entry = await unlessMissing(fs.lstat(file));
  if (entry === undefined) {
    return { kind: "nothing" };
  }
  return entry.isFile() ? { kind: "text", digest: textDigest(await fs.readFile(file, "utf8")) } : { kind: "other" };
}
