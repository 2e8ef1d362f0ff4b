/** Marks a property name that hey-api would change; the quotes it puts round the colon make the mark easy to find again. */
const mark = "parlance-key:";

/**
 * A property name as the document for hey-api holds it. That printer writes `007` as the number 7 and takes `__proto__`
 * for the prototype, so such names travel under a mark; `unmarkKeys` takes it off what was printed.
 */
export function propertyKey(name: string): string {
  const changed = name === "__proto__" || name.startsWith(mark) || (/^\d/u.test(name) && String(Number(name)) !== name);
  return changed ? `${mark}${name}` : name;
}

/** The name behind the mark, if there is one. */
export function unmarkedKey(key: string): string {
  return key.startsWith(mark) ? key.slice(mark.length) : key;
}

/** Takes the marks off the properties of printed types, each of which stands at the beginning of a line. */
export function unmarkKeys(text: string): string {
  return text.replaceAll(/^( +')parlance-key:/gmu, "$1");
}
