import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Contract, type Diagnostic, readContract } from "@parlance/contract";
import type { Printed } from "@parlance/generator";
import { python } from "../src/python.js";

/** Options of SDKs printed by tests. */
export const options = { packageName: "acme-sdk", packageVersion: "1.0.0", environmentPrefix: "ACME" };

/** Reads documents; the Contract is absent if they have errors. */
export async function read(
  ...documents: readonly string[]
): Promise<{ readonly contract?: Contract; readonly diagnostics: readonly Diagnostic[] }> {
  return readContract({ documents });
}

/** Prints the SDK of a document that is given as text. */
export async function print(text: string): Promise<Printed> {
  const folder = await mkdtemp(join(tmpdir(), "parlance-test-"));
  try {
    const file = join(folder, "document.yaml");
    await writeFile(file, text);
    const { contract, diagnostics } = await read(file);
    if (contract === undefined) {
      throw new Error(diagnostics.map(({ message }) => message).join("\n"));
    }
    return await python.print(contract, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The text of one file of an SDK, without the header line and the docstring of the module. */
export function textOf({ files }: Printed, path: string): string {
  const file = files.find((each) => each.path === path);
  if (file === undefined) {
    throw new Error(`There is no ${path}, but ${files.map((each) => each.path).join(", ")}`);
  }
  return file.text.split("from __future__ import annotations\n")[1]?.trim() ?? file.text;
}

/** A document with some schemas and paths, as YAML below the two. */
export function openapi({ schemas = "", paths = "" }: { readonly schemas?: string; readonly paths?: string }): string {
  const indented = (text: string, spaces: number): string => text.trim().replaceAll(/^/gm, " ".repeat(spaces));
  return [
    "openapi: 3.1.0",
    "info: { title: Acme, version: 1.0.0 }",
    paths === "" ? "paths: {}" : `paths:\n${indented(paths, 2)}`,
    ...(schemas === "" ? [] : [`components:\n  schemas:\n${indented(schemas, 4)}`]),
  ].join("\n");
}
