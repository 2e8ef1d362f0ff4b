import type { Json } from "@parlance/contract";

/** How deep values may nest (RFC 8259, section 9): whatever goes through one that is deeper runs out of stack. */
const deepest = 500;

/**
 * The value of a text of JSON that came from the server, or from whoever else is not to be trusted.
 *
 * @throws {SyntaxError} if it is no JSON, or nests deeper than 500 levels
 */
export function parseJson(text: string): Json {
  if (isTooDeep(text)) throw new SyntaxError(`The value nests deeper than ${deepest} levels.`);
  return JSON.parse(text) as Json;
}

function isTooDeep(text: string): boolean {
  if (text.length <= deepest) return false;
  let [depth, isInText] = [0, false];
  for (let at = 0; at < text.length && depth <= deepest; at += 1) {
    const letter = text[at];
    if (letter === '"') isInText = !isInText;
    else if (isInText) at += letter === "\\" ? 1 : 0;
    else if (letter === "[" || letter === "{") depth += 1;
    else if (letter === "]" || letter === "}") depth -= 1;
  }
  return depth > deepest;
}
