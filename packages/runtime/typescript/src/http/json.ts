/** What engines tell of a number's text since ECMAScript 2026 (JSON.parse source text access). */
type Source = { readonly source?: string } | undefined;

/**
 * The value of a JSON text. An integer that a number cannot hold exactly arrives as a `bigint`, because another number in its
 * place would be a silent error; engines that do not know the text of a number give the nearest number. Throws `SyntaxError`.
 */
export function readJson(text: string): unknown {
  return JSON.parse(text, /\d{16}/.test(text) ? exactly : undefined);
}

function exactly(_key: string, value: unknown, context?: Source): unknown {
  const source = context?.source ?? "";
  return typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(source) ? BigInt(source) : value;
}

/** The JSON text of a value, a `bigint` as the integer it is. Throws `TypeError` for what JSON cannot hold, as `JSON.stringify` does. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => (typeof each === "bigint" ? rawJson(each) : each));
}

/** Engines without `rawJSON` are left with the bigint, which `JSON.stringify` refuses. */
function rawJson(integer: bigint): unknown {
  const { rawJSON } = JSON as { readonly rawJSON?: (text: string) => unknown };
  return rawJSON?.(`${integer}`) ?? integer;
}
