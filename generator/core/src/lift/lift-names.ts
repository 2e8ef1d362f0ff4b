import type { Contract } from "@parlance/contract";
import { chosenName } from "../names/chosen-name.js";
import { pascalCase } from "../names/letter-case.js";
import type { LiftSite } from "./lift-site.js";

/** Longest name that is made of a path; beyond it, names are cut and numbered, so that deep documents have files at all. */
const longest = 80;

/** A name that was given, and the words it was made of, for names that begin with it. */
export interface LiftedName {
  readonly name: string;
  readonly words: string;
}

/** The names of a Contract's schemas, and those that are made up beside them. */
export class LiftNames {
  readonly #taken: Set<string>;
  readonly #numbers = new Map<string, number>();

  constructor({ schemas }: Contract) {
    this.#taken = new Set(
      schemas.flatMap(({ name, schema }) => [name, pascalCase(name), pascalCase(chosenName(name, schema.extensions))]),
    );
  }

  /** The first of the names that is free, in PascalCase, else the last of them with a number; it is taken from now on. */
  take(names: LiftSite["names"]): LiftedName {
    for (const words of names) {
      const name = spelled(words);
      if (!this.#taken.has(name)) {
        this.#taken.add(name);
        return { name, words: name.length < longest ? words : name };
      }
    }
    return this.#numbered(names.at(-1) ?? names[0]);
  }

  #numbered(words: string): LiftedName {
    const name = spelled(words);
    let number = this.#numbers.get(name) ?? 2;
    while (this.#taken.has(`${name}${number}`)) {
      number += 1;
    }
    this.#numbers.set(name, number + 1);
    this.#taken.add(`${name}${number}`);
    return { name: `${name}${number}`, words: `${name.length < longest ? words : name} ${number}` };
  }
}

function spelled(words: string): string {
  return [...pascalCase(words)].slice(0, longest).join("");
}
