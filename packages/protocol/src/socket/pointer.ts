/** What stands at a JSON pointer (RFC 6901); undefined: nothing. */
export function valueAt(value: unknown, pointer: string): unknown {
  let current = value;
  for (const token of tokensOf(pointer)) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, token)) return undefined;
    current = (current as Record<string, unknown>)[token];
  }
  return current;
}

/** A copy of the value in which something else stands at the pointer. Objects on the way are made where they are missing. */
export function withValueAt(value: unknown, pointer: string, put: unknown): unknown {
  return place(value, tokensOf(pointer), put);
}

function place(value: unknown, [first, ...rest]: readonly string[], put: unknown): unknown {
  if (first === undefined) return put;
  const inner = place(valueAt(value, `/${escape(first)}`), rest, put);
  if (Array.isArray(value)) return Object.assign([...(value as unknown[])], { [first]: inner });
  // An own member even of the name `__proto__`.
  return Object.fromEntries([...Object.entries(Object(value)), [first, inner]]);
}

function tokensOf(pointer: string): readonly string[] {
  const tokens = pointer.split("/").slice(1);
  return tokens.map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function escape(token: string): string {
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}
