import type { Diagnostic } from "@parlance/contract";
import { nameClash } from "../diagnostics/name-clash.js";
import type { NameClaim } from "./name-claim.js";

/**
 * The names of one scope of an SDK: all types, all methods of a resource, all members of an enum.
 *
 * Filled before anything is printed. The same source twice is one name; two sources that are spelled alike are the
 * diagnostic `name-clash`, because a number behind one of them would change whenever the document does.
 */
export class NameTable {
  readonly #scope: string;
  readonly #claims = new Map<string, NameClaim>();
  readonly #diagnostics: Diagnostic[] = [];

  /** `scope` says to the author what the names belong to, e.g. `schema types` or `methods of tunnels`. */
  constructor(scope: string) {
    this.#scope = scope;
  }

  /** Takes the name, and gives back its spelling; after a clash it is the first claim's, so that the caller can go on. */
  allocate(claim: NameClaim): string {
    const first = this.#claims.get(claim.spelled);
    if (first === undefined) {
      this.#claims.set(claim.spelled, claim);
    } else if (first.source !== claim.source) {
      this.#diagnostics.push(nameClash({ scope: this.#scope, first, second: claim }));
    }
    return claim.spelled;
  }

  /** True if the spelling is taken. */
  has(spelled: string): boolean {
    return this.#claims.has(spelled);
  }

  /** One `name-clash` per second claim, in the order of the claims. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }
}
