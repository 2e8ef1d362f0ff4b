// A text that never ends is one token up to the end: failing there and trying again at each quote would take quadratic time.
const token = /"(?:[^"\\]|\\.)*(?:"|\\?$)|[{}[\],:]|-?\d[\d.eE+-]*/gsu;
const integer = /^-?\d+(?:\.0*)?(?:[eE][+-]?0+)?$/u;

interface Level {
  /** Names seen in this object; absent in a list. */
  readonly names?: Set<string>;
}

/**
 * Looks through a JSON text for what `JSON.parse` would silently change or what would harm those who read the value.
 * Says in one sentence what is wrong, or nothing. A text that is not JSON at all is `JSON.parse`'s business.
 */
export function scanJson(text: string, maxDepth: number): string | undefined {
  const levels: Level[] = [];
  let last = "";
  for (const [part] of text.matchAll(token)) {
    let defect: string | undefined;
    if (part === "{" || part === "[") {
      levels.push(part === "{" ? { names: new Set() } : {});
      if (levels.length > maxDepth) defect = `The value is nested more than ${maxDepth} levels deep.`;
    } else if (part === "}" || part === "]") levels.pop();
    else if (part === ":") defect = nameDefect(last, levels.at(-1));
    else if (part.startsWith('"')) defect = textDefect(part);
    else if (part !== ",") defect = numberDefect(part);
    if (defect !== undefined) return defect;
    last = part;
  }
  return undefined;
}

function nameDefect(raw: string, level: Level | undefined): string | undefined {
  const name = unquote(raw);
  if (name === undefined || level?.names === undefined) return undefined;
  if (name === "__proto__") return 'The member "__proto__" is not allowed.';
  if (level.names.has(name)) return `The member ${JSON.stringify(name)} occurs twice in one object.`;
  level.names.add(name);
  return undefined;
}

function textDefect(raw: string): string | undefined {
  if (!raw.includes("\\u")) return undefined;
  return unquote(raw)?.isWellFormed() === false
    ? "A text holds half a surrogate pair, which is no character."
    : undefined;
}

function numberDefect(raw: string): string | undefined {
  const value = Number(raw);
  if (integer.test(raw) && !Number.isSafeInteger(value)) {
    return "A number lies beyond 2^53 and cannot be kept exactly. Send it as a string.";
  }
  return value === Infinity || value === -Infinity ? "A number is too large. Send it as a string." : undefined;
}

function unquote(raw: string): string | undefined {
  if (!raw.includes("\\")) return raw.slice(1, -1);
  try {
    return String(JSON.parse(raw));
  } catch {
    return undefined;
  }
}
