import type { Diagnostics } from "../diagnostics/diagnostics.js";
import type { Files } from "./files.js";
import { limits } from "./limits.js";
import { isRemote, splitRef } from "./pointer.js";
import type { SourceFile } from "./source-file.js";

/** Loads every file that can be reached from `entries` by `$ref`, so that references resolve without waiting. */
export async function crawl(
  entries: readonly SourceFile[],
  context: { readonly files: Files; readonly diagnostics: Diagnostics },
): Promise<void> {
  const seen = new Set(entries);
  for (const file of seen) {
    if (seen.size > limits.files) {
      context.diagnostics.report("too-many-files", { file: file.path, line: 1 }, { limit: limits.files });
      return;
    }
    for (const [reference, line] of outerReferences(file)) {
      const loaded = await context.files.referenced(file, reference, line);
      if (loaded !== undefined) seen.add(loaded);
    }
  }
}

/** The files that a file refers to, in document order, with the line of the first reference to each. */
function outerReferences(file: SourceFile): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [node, line] of file.lines.nodes) {
    const ref = "$ref" in node ? node.$ref : undefined;
    if (typeof ref !== "string" || isRemote(ref)) continue;
    const { file: reference } = splitRef(ref);
    if (reference !== "" && !found.has(reference)) found.set(reference, line);
  }
  return found;
}
