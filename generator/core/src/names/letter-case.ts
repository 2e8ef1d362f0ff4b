import * as changeCase from "change-case";
import { words } from "./words.js";

/** The spellings a language can ask for. */
export type LetterCase = "camel" | "pascal" | "snake" | "kebab" | "constant";

/** Never the machine's locale: a Turkish `i` must not change an SDK. */
const options = { split: (name: string) => [...words(name)], locale: false, mergeAmbiguousCharacters: true } as const;

/** `rateLimit`. Acronyms become words: `HTTPServer` → `httpServer`. */
export function camelCase(name: string): string {
  return changeCase.camelCase(name, options);
}

/** `RateLimit`. Acronyms become words: `HTTPServer` → `HttpServer`. */
export function pascalCase(name: string): string {
  return changeCase.pascalCase(name, options);
}

/** `rate_limit`. */
export function snakeCase(name: string): string {
  return changeCase.snakeCase(name, options);
}

/** `rate-limit`. */
export function kebabCase(name: string): string {
  return changeCase.kebabCase(name, options);
}

/** `RATE_LIMIT`. */
export function constantCase(name: string): string {
  return changeCase.constantCase(name, options);
}

const spellings: Readonly<Record<LetterCase, (name: string) => string>> = {
  camel: camelCase,
  pascal: pascalCase,
  snake: snakeCase,
  kebab: kebabCase,
  constant: constantCase,
};

/** The name in the given letter case. */
export function changeLetterCase(name: string, letterCase: LetterCase): string {
  return spellings[letterCase](name);
}
