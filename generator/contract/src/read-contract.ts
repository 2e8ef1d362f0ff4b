import { Diagnostics } from "./diagnostics/diagnostics.js";
import { crawl } from "./load/crawl.js";
import { type Entry, loadEntry } from "./load/entry.js";
import { Files, type ReadFile } from "./load/files.js";
import { Resolver } from "./load/resolver.js";
import { type Perspective, withPerspective } from "./load/with-perspective.js";
import type { Contract } from "./model/contract.js";
import type { Diagnostic } from "./model/diagnostic.js";
import { validateAsyncApi } from "./normalise/asyncapi/validate-asyncapi.js";
import { normalise } from "./normalise/normalise.js";

/** Which documents to read, and how strictly. At least one must be named. */
export interface ReadOptions {
  /** OpenAPI documents: 2.0, 3.0, 3.1, or 3.2 as far as it converts. */
  readonly openapi?: readonly string[];
  /** AsyncAPI documents: 2.x or 3.x. */
  readonly asyncapi?: readonly string[];
  /** Documents of either kind, told apart by their first level. */
  readonly documents?: readonly string[];
  /** Whose point of view AsyncAPI 3 documents without `x-parlance-perspective` take. Default: the client's, with an info where that is doubtful. */
  readonly perspective?: Perspective;
  /** True: warnings are errors. Default false. */
  readonly strict?: boolean;
  /** Where relative paths start. Default: the process's working folder. */
  readonly cwd?: string;
  /** Texts of files that are not to be read from the disk, by path: what an editor or another tool holds. */
  readonly texts?: Readonly<Record<string, string>>;
}

/** Outcome of `readContract`. */
export interface ReadResult {
  /** Absent when a diagnostic is an error. */
  readonly contract?: Contract;
  /** Sorted by file and line, without repetitions. */
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that was read, whatever it was used for: unchanged digests mean an unchanged result. */
  readonly files: readonly ReadFile[];
}

/**
 * Reads documents and everything they refer to into one Contract.
 *
 * Never throws for what is in a document, and fetches nothing: whatever is wrong, dropped or inferred is a diagnostic.
 */
export async function readContract(options: ReadOptions): Promise<ReadResult> {
  const diagnostics = new Diagnostics(options.strict ?? false);
  const files = new Files({ cwd: options.cwd ?? process.cwd(), texts: options.texts ?? {}, diagnostics });
  const context = { files, diagnostics };
  const entries = await loadEntries(options, context);
  const roots = entries.map(({ root }) => root.file);
  await crawl(roots, context);
  const contract = diagnostics.hasErrors
    ? undefined
    : normalise(entries, { diagnostics, resolver: new Resolver(context) });
  if (!diagnostics.hasErrors)
    for (const entry of entries) if (entry.kind === "asyncapi") await validateAsyncApi(entry, context);
  const result = { diagnostics: diagnostics.sorted(), files: files.read };
  return contract === undefined || diagnostics.hasErrors ? result : { contract, ...result };
}

async function loadEntries(
  options: ReadOptions,
  context: { readonly files: Files; readonly diagnostics: Diagnostics },
): Promise<Entry[]> {
  const { openapi = [], asyncapi = [], documents = [] } = options;
  const named = [
    ...openapi.map((file) => ({ file, kind: "openapi" as const })),
    ...asyncapi.map((file) => ({ file, kind: "asyncapi" as const })),
    ...documents.map((file) => ({ file, kind: undefined })),
  ];
  if (named.length === 0) context.diagnostics.report("document-missing", { file: ".", line: 1 }, {});
  const entries: Entry[] = [];
  for (const { file, kind } of named) {
    const entry = await loadEntry(file, kind, context);
    if (entry !== undefined) entries.push(withPerspective(entry, options.perspective));
  }
  return entries;
}
