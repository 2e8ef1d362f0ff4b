import { camelCase } from "@parlance/generator";

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** True if the text can be written as a property name without quotes. */
export function isIdentifier(text: string): boolean {
  return identifier.test(text);
}

/** A property name as the wire has it if that is an identifier, else in camelCase: `per_page`, `If-Match` → `ifMatch`. */
export function propertyIdentifier(name: string): string {
  return isIdentifier(name) ? name : camelCase(name);
}
