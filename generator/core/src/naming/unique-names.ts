/** Names already given in one scope. A name that is taken gets a number, so that SDKs of others' documents always print. */
export class UniqueNames {
  readonly #taken: Set<string>;

  constructor(reserved: Iterable<string> = []) {
    this.#taken = new Set(reserved);
  }

  /** The first of the spellings that is free, else the last of them with a number; it is taken from now on. */
  take(...spellings: readonly [string, ...string[]]): string {
    const last = spellings.at(-1) ?? spellings[0];
    let found = spellings.find((each) => !this.#taken.has(each));
    for (let number = 2; found === undefined; number += 1) {
      const numbered = `${last}${number}`;
      found = this.#taken.has(numbered) ? undefined : numbered;
    }
    this.#taken.add(found);
    return found;
  }

  /** Takes a name that stands as it is. */
  add(spelling: string): void {
    this.#taken.add(spelling);
  }
}
