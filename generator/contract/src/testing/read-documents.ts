import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { onTestFinished } from "vitest";

import type { Contract } from "../model/contract.js";
import { readContract, type ReadOptions, type ReadResult } from "../read-contract.js";

/** A folder with the given files, removed after the test. */
export async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "parlance-contract-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return folder;
}

/** Reads the first of the given files, the others being there to be referred to. */
export async function readFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: ReadOptions = {},
): Promise<ReadResult> {
  const [first = ""] = Object.keys(files);
  const cwd = await folderOf(files);
  const named = options.openapi ?? options.asyncapi ?? options.documents;
  return readContract({ cwd, ...(named === undefined && { documents: [first] }), ...options });
}

/** Reads an OpenAPI 3.1 document of which only the interesting part is given, as YAML without indentation. */
export async function readParts(parts: string, version = "3.1.0"): Promise<ReadResult> {
  return readFiles({ "openapi.yaml": `openapi: ${version}\ninfo: { title: Test, version: "1" }\n${parts}` });
}

/** The Contract of a result; fails with the diagnostics if there is none. */
export function contractOf(result: ReadResult): Contract {
  if (result.contract === undefined) throw new Error(JSON.stringify(result.diagnostics, null, 2));
  return result.contract;
}

/** Diagnostics as `code line`, errors first marked by `!`. */
export function codesOf(result: ReadResult): string[] {
  return result.diagnostics.map(
    ({ code, severity, place }) => `${severity === "error" ? "!" : ""}${code} ${place.line}`,
  );
}

/** A value without places, so that documents that say the same compare equal. */
export function withoutPlaces<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (key, member: unknown) => (key === "place" ? undefined : member))) as T;
}
