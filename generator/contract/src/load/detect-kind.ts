import { readFile } from "node:fs/promises";
import path from "node:path";

import type { Json } from "../model/json.js";
import { isObject } from "../util/json-values.js";

/** What a document is. */
export type DocumentKind = "openapi" | "asyncapi";

/** Kind and version of a parsed document; undefined if it is neither OpenAPI (or Swagger 2.0) nor AsyncAPI. */
export function kindOf(root: Json): { readonly kind: DocumentKind; readonly version: string } | undefined {
  if (!isObject(root)) return undefined;
  const { openapi, swagger, asyncapi } = root;
  if (isVersion(openapi) || isVersion(swagger)) return { kind: "openapi", version: String(openapi ?? swagger) };
  return isVersion(asyncapi) ? { kind: "asyncapi", version: String(asyncapi) } : undefined;
}

/** YAML authors forget the quotes, and `2.0` becomes the number 2. */
function isVersion(value: Json | undefined): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

/**
 * Tells by its first level whether a file is an OpenAPI or an AsyncAPI document, without reading all of it as one.
 * Undefined if it is neither or cannot be read: `readContract` then says why.
 */
export async function detectKind(
  file: string,
  options: { readonly cwd?: string } = {},
): Promise<DocumentKind | undefined> {
  let text: string;
  try {
    text = await readFile(path.resolve(options.cwd ?? process.cwd(), file), "utf8");
  } catch {
    return undefined;
  }
  const json = /^\s*\{/.test(text);
  const match = (json ? /"(openapi|swagger|asyncapi)"\s*:\s*"/ : /^["']?(openapi|swagger|asyncapi)["']?\s*:/m).exec(
    text,
  );
  if (match === null) return undefined;
  return match[1] === "asyncapi" ? "asyncapi" : "openapi";
}
