import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ParsedDocument } from "./parsed-document.js";
import { sdkFiles } from "./sdk-files.js";
import type { TemplateParameters } from "./template-parameters.js";

/** What is needed of the generator that a hook is called with. */
export interface GeneratorRun {
  /** The document it has parsed. */
  readonly asyncapi: ParsedDocument;
  readonly templateParams: TemplateParameters;
  /** The output folder, relative to the working folder or absolute. */
  readonly targetDir: string;
}

/**
 * Hook `generate:before`: makes the folders of the SDK's files, since the generator writes files only into folders that
 * exist. Rejects like `sdkFiles`, before anything is written.
 */
export async function makeFolders({ asyncapi, templateParams, targetDir }: GeneratorRun): Promise<void> {
  const files = await sdkFiles(asyncapi, templateParams);
  const folders = new Set(files.map(({ path }) => dirname(join(targetDir, path))));
  await Promise.all([...folders].map((folder) => mkdir(folder, { recursive: true })));
}
