import type { Diagnostic } from "@parlance/contract";
import { type PrintedFile, printOptions } from "@parlance/generator";
import type { ParsedDocument } from "./parsed-document.js";
import { readDocument } from "./read-document.js";
import { reportDiagnostics } from "./report-diagnostics.js";
import { packageOptions, packLoader, type TemplateParameters } from "./template-parameters.js";
import { UnusableInput } from "./unusable-input.js";

/** What was printed of a document, by parameters: the hook that makes the folders and the template ask for the same. */
const printed = new WeakMap<ParsedDocument, Map<string, Promise<readonly PrintedFile[]>>>();

/**
 * The files of an SDK, with the bytes that `parlance generate --asyncapi` writes. Asked for again with the same document
 * and parameters, it gives the same ones without printing anew. Prints warnings and infos to stderr.
 *
 * Rejects with `UnusableInput` if the document or a parameter is refused.
 */
export function sdkFiles(document: ParsedDocument, parameters: TemplateParameters): Promise<readonly PrintedFile[]> {
  const known = printed.get(document) ?? new Map<string, Promise<readonly PrintedFile[]>>();
  printed.set(document, known);
  const key = JSON.stringify(parameters);
  const files = known.get(key) ?? print(document, parameters);
  known.set(key, files);
  return files;
}

async function print(document: ParsedDocument, parameters: TemplateParameters): Promise<readonly PrintedFile[]> {
  const load = packLoader(parameters);
  const options = packageOptions(parameters);
  const { contract, diagnostics } = await readDocument(document);
  if (contract === undefined) throw new UnusableInput(errorsOf(diagnostics));
  const pack = await load();
  const { files, diagnostics: found } = await pack.print(contract, printOptions(options, contract));
  const errors = errorsOf(found);
  if (errors.length > 0) throw new UnusableInput(errors);
  reportDiagnostics([...diagnostics, ...found]);
  return files;
}

function errorsOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === "error");
}
