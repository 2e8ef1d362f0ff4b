import { changeLetterCase, type LetterCase } from "./letter-case.js";

/** How a language spells one sort of name. */
export interface NameRules {
  readonly letterCase: LetterCase;
  /** Words the language keeps for itself in this position, in its own spelling. Compared after the case is changed. */
  readonly reserved?: ReadonlySet<string>;
}

/**
 * A name that the language accepts: in its letter case, with `_` before a leading digit and `_` after a reserved word.
 *
 * Two different names may be spelled alike: give the result to a `NameTable`.
 */
export function spell(name: string, { letterCase, reserved }: NameRules): string {
  const cased = changeLetterCase(name, letterCase);
  const begun = /^\d/u.test(cased) ? `_${cased}` : cased;
  return reserved?.has(begun) === true ? `${begun}_` : begun;
}
