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
    for (const reference of outerReferences(file)) {
      const loaded = await context.files.referenced(file, reference);
      if (loaded !== undefined) seen.add(loaded);
    }
  }
}

/** The files that a file refers to, in document order. */
function outerReferences(file: SourceFile): ReadonlySet<string> {
  const found = new Set<string>();
  for (const node of file.lines.nodes.keys()) {
    const ref = "$ref" in node ? node.$ref : undefined;
    if (typeof ref !== "string" || ref.startsWith("#") || isRemote(ref)) continue;
    found.add(splitRef(ref).file);
  }
  return found;
}
