import { spell } from "../names/spell.js";
import type { FileRules } from "./spelling.js";

const usualLength = 50;

/** The name of a file, cut to the length that the rules allow. */
export function fileName(name: string, rules: FileRules): string {
  return [...spell(name, rules)].slice(0, rules.length ?? usualLength).join("");
}
