import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Contract, type Diagnostic, readContract } from "@parlance/contract";
import type { LanguagePack, Printed } from "@parlance/generator";

/** Options of all SDKs printed by tests. */
export const options = { packageName: "@acme/sdk", packageVersion: "1.0.0", environmentPrefix: "ACME" };

/** Reads a document; the Contract is absent if it has errors. */
export async function read(
  file: string,
): Promise<{ readonly contract?: Contract; readonly diagnostics: readonly Diagnostic[] }> {
  return readContract({ documents: [file] });
}

/** Reads a document given as text and prints it. */
export async function print(pack: LanguagePack, text: string): Promise<Printed> {
  const contract = await contractOf(text);
  return pack.print(contract, options);
}

/** Reads a document given as text; throws what is wrong with it. */
export async function contractOf(text: string): Promise<Contract> {
  const folder = await mkdtemp(join(tmpdir(), "parlance-test-"));
  try {
    const file = join(folder, "document.yaml");
    await writeFile(file, text);
    const { contract, diagnostics } = await read(file);
    if (contract === undefined) {
      throw new Error(diagnostics.map(({ message }) => message).join("\n"));
    }
    return contract;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
