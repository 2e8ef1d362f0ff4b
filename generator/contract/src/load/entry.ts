import type { Diagnostics } from "../diagnostics/diagnostics.js";
import type { JsonObject } from "../model/json.js";
import { type Cursor, isObjectCursor, placeOfMember, rootOf } from "./cursor.js";
import { type DocumentKind, kindOf } from "./detect-kind.js";
import type { Files } from "./files.js";
import type { Dialect } from "./source-file.js";

/** A document that the user named. */
export interface Entry {
  readonly kind: DocumentKind;
  readonly version: string;
  readonly root: Cursor<JsonObject>;
}

const supported: readonly (readonly [DocumentKind, RegExp, Dialect])[] = [
  ["openapi", /^2(\.0)?$/, "openapi-2.0"],
  ["openapi", /^3\.0(\.|$)/, "openapi-3.0"],
  ["openapi", /^3(\.[12](\.|$)|$)/, "json-schema"],
  ["asyncapi", /^[23](\.|$)/, "json-schema"],
];

/** Loads a document of the expected kind, or of either. Undefined, with diagnostics, if it is not usable. */
export async function loadEntry(
  file: string,
  expected: DocumentKind | undefined,
  context: { readonly files: Files; readonly diagnostics: Diagnostics },
): Promise<Entry | undefined> {
  const source = await context.files.entry(file);
  if (source === undefined) return undefined;
  const root = rootOf(source);
  const found = kindOf(source.root);
  if (found === undefined || !isObjectCursor(root)) {
    context.diagnostics.report("document-kind-unknown", { file: source.path, line: 1 }, { file: source.path });
    return undefined;
  }
  const { kind, version } = found;
  const word = ["openapi", "swagger", "asyncapi"].find((each) => Object.hasOwn(root.value, each)) ?? kind;
  const place = placeOfMember(root, word);
  if (expected !== undefined && kind !== expected) {
    context.diagnostics.report("document-kind-mismatch", place, {
      file: source.path,
      expected: names[expected],
      actual: names[kind],
    });
    return undefined;
  }
  const dialect = supported.find(([each, pattern]) => each === kind && pattern.test(version))?.[2];
  if (dialect === undefined) {
    context.diagnostics.report("document-version-unsupported", place, { kind: names[kind], version });
    return undefined;
  }
  source.dialect = dialect;
  return { kind, version, root };
}

const names = { openapi: "OpenAPI", asyncapi: "AsyncAPI" } as const;
