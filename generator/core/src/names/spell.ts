import { changeLetterCase, type LetterCase } from "./letter-case.js";
import { words } from "./words.js";

/** How a language spells one sort of name. */
export interface NameRules {
  /** A letter case, or a function for a language with habits of its own, e.g. Go's `TunnelID`. */
  readonly letterCase: LetterCase | ((name: string) => string);
  /** Words the language keeps for itself in this position, in its own spelling. Compared after the case is changed. */
  readonly reserved?: ReadonlySet<string>;
  /** What comes before a leading digit: `_` unless given. */
  readonly digitPrefix?: string;
}

/**
 * A name that the language accepts: in its letter case, with `_` before a leading digit and `_` after a reserved word.
 *
 * Two different names may be spelled alike: give the result to a `NameTable`.
 */
export function spell(name: string, { letterCase, reserved, digitPrefix = "_" }: NameRules): string {
  const cased = typeof letterCase === "function" ? letterCase(name) : changeLetterCase(name, letterCase);
  const begun = /^\d/u.test(cased) ? `${digitPrefix}${cased}` : cased;
  return reserved?.has(begun) === true ? `${begun}_` : begun;
}

/** A name with words of ours behind it, spelled as one: `tunnels.get` with `params` → `TunnelsGetParams`. */
export function spellWith(name: string, added: string, rules: NameRules): string {
  return spell([...words(name), added].join(" "), rules);
}
