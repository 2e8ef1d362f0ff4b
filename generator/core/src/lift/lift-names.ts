import type { Contract } from "@parlance/contract";
import { chosenName } from "../names/chosen-name.js";
import { pascalCase } from "../names/letter-case.js";

/** Longest name that is made of a path; beyond it, names are cut and numbered, so that deep documents have files at all. */
const longest = 80;

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
  take(names: readonly [string, ...string[]]): string {
    const spelled = names.map((each) => [...pascalCase(each)].slice(0, longest).join(""));
    const found = spelled.find((each) => !this.#taken.has(each)) ?? this.#numbered(spelled.at(-1) ?? "");
    this.#taken.add(found);
    return found;
  }

  #numbered(name: string): string {
    let number = this.#numbers.get(name) ?? 2;
    while (this.#taken.has(`${name}${number}`)) {
      number += 1;
    }
    this.#numbers.set(name, number + 1);
    return `${name}${number}`;
  }
}
