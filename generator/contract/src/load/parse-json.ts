import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";

import type { Json } from "../model/json.js";
import { endOfString, jsonLines } from "./json-lines.js";
import { limits } from "./limits.js";
import { ParseFailure } from "./parse-failure.js";
import type { Parsed } from "./parsed.js";

/**
 * Parses JSON with the engine's own parser, which is several times quicker than any that keeps positions, and finds the
 * lines in a second pass over the text.
 *
 * @throws ParseFailure if the text is not JSON, is nested too deep, or holds a number that is too large.
 */
export function parseJson(text: string): Parsed {
  let root: Json;
  try {
    root = JSON.parse(text) as Json;
  } catch (cause) {
    throw explain(text, cause);
  }
  return { root, ...jsonLines(text, root) };
}

function explain(text: string, cause: unknown): ParseFailure {
  refuseDepth(text);
  const errors: ParseError[] = [];
  parse(text, errors, { allowTrailingComma: false, disallowComments: true });
  const first = errors[0];
  if (first === undefined) return new ParseFailure("syntax-invalid", 1, String(cause), { cause });
  return new ParseFailure("syntax-invalid", lineAt(text, first.offset), reasonOf(first), { cause });
}

/** The parser's name of a mistake in words: `PropertyNameExpected` as "property name expected". */
function reasonOf({ error }: ParseError): string {
  return printParseErrorCode(error)
    .replace(/\B[A-Z]/g, " $&")
    .toLowerCase();
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}

/** Counts brackets outside strings, so that the recursive parser which explains errors never sees a hostile nesting. */
function refuseDepth(text: string): void {
  const token = /["[\]{}]/g;
  let depth = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    if (match[0] === '"') token.lastIndex = endOfString(text, match.index);
    else if (match[0] === "{" || match[0] === "[") depth += 1;
    else depth -= 1;
    if (depth > limits.depth) throw new ParseFailure("nesting-too-deep", lineAt(text, match.index));
  }
}
