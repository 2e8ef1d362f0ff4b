import { fileURLToPath } from "node:url";

import type { Diagnostics } from "../../diagnostics/diagnostics.js";
import type { Entry } from "../../load/entry.js";
import type { Files } from "../../load/files.js";

/** Rules whose findings the loader reports itself, with better places. */
const covered = new Set(["invalid-ref"]);

/** Spectral's severity of a violation of the standard; the others are advice. */
const violation = 0;

/**
 * Shows what AsyncAPI's own parser says about a document. Its errors are warnings here: real documents often have invalid
 * examples, and the rest of them is usable. The parser is large, so it is loaded only when there is a document for it.
 */
export async function validateAsyncApi(
  { root }: Entry,
  context: { readonly files: Files; readonly diagnostics: Diagnostics },
): Promise<void> {
  const { files, diagnostics } = context;
  const { Parser } = await import("@asyncapi/parser");
  const parser = new Parser({ __unstable: { resolver: { resolvers: ["http", "https"].map(refuse) } } });
  const { absolute, path } = root.file;
  const findings = await parser.validate(await files.text(absolute), { source: absolute });
  for (const { code, severity, message, range, source } of findings) {
    if (severity !== violation || covered.has(String(code))) continue;
    const file = source === undefined ? path : (files.get(fileOf(source))?.path ?? path);
    const reason = message.replaceAll("\n", " ").replace(/\.$/, "");
    diagnostics.report("asyncapi-invalid", { file, line: range.start.line + 1 }, { reason });
  }
}

function fileOf(source: string): string {
  return source.startsWith("file:") ? fileURLToPath(source) : source;
}

/** Answers a remote reference with an empty schema. A resolver that throws would hand over to one that fetches. */
function refuse(schema: string) {
  return { schema, order: 1, canRead: true, read: () => "{}" };
}
