/** True for a reference with a scheme or an authority: anything that is not a path. */
export function isRemote(ref: string): boolean {
  return /^([a-z][a-z0-9+.-]+:|\/\/)/i.test(ref);
}

/** File part (percent-decoded, empty for the same file) and fragment of a reference. */
export function splitRef(ref: string): { readonly file: string; readonly fragment: string } {
  const hash = ref.indexOf("#");
  const file = hash < 0 ? ref : ref.slice(0, hash);
  return { file: decode(file), fragment: hash < 0 ? "" : decode(ref.slice(hash + 1)) };
}

/** Tokens of a JSON pointer (RFC 6901); undefined if it is none, e.g. an anchor. */
export function tokensOf(pointer: string): string[] | undefined {
  if (pointer === "") return [];
  if (!pointer.startsWith("/")) return undefined;
  return pointer
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The JSON pointer of some tokens. */
export function pointerOf(tokens: readonly string[]): string {
  return tokens.map((token) => `/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function decode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
