import { problem } from "../problem/platform-error.js";
import type { Json } from "./json.js";
import { scanJson } from "./scan-json.js";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Decodes UTF-8 strictly. Throws `bad_request` where bytes are not UTF-8 (RFC 8259 section 8.1). */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw problem("bad_request", "The body is not valid UTF-8. Encode it as UTF-8 and send it again.", { cause });
  }
}

/**
 * Parses JSON as I-JSON (RFC 7493): no duplicate members, no number that a double would change, no lone surrogate; and
 * no `__proto__` member and no nesting beyond `maxDepth`. Throws `invalid_json` with what to correct.
 */
export function parseJson(text: string, maxDepth = 64): Json {
  const defect = scanJson(text, maxDepth);
  if (defect !== undefined) throw problem("invalid_json", defect);
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? cause.message.replace(/,? *".*$/su, "") : "it does not parse";
    throw problem("invalid_json", `The text is not JSON: ${reason}.`, { cause });
  }
}
