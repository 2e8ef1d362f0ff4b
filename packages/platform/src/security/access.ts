import type { Filter } from "../filter/filter.js";
import { matchFilter } from "../filter/match-filter.js";
import { parseFilter, type FilterLimits } from "../filter/parse-filter.js";
import type { JsonObject } from "../json/json.js";
import { covers, type Grant } from "./grant.js";

interface Rule {
  readonly filter: Filter | undefined;
  readonly select: readonly string[] | undefined;
}

/** What one call may touch: the scopes of its operation, held by the token's grants and by the application's. */
export class Access {
  /** One entry for each pair of scope and holder; a resource must pass all of them. */
  readonly #rules: readonly (readonly Rule[])[];

  private constructor(rules: readonly (readonly Rule[])[]) {
    this.#rules = rules;
  }

  /**
   * @param holders lists of grants that must all allow the call
   * @throws PlatformError `invalid_filter` if a grant's filter is not one
   */
  static of(scopes: readonly string[], holders: readonly (readonly Grant[])[], limits: FilterLimits): Access {
    const rules = scopes.flatMap((scope) =>
      holders.map((grants) =>
        grants
          .filter((grant) => grant.scopes.some((held) => covers(held, scope)))
          .map((grant) => ({
            filter: grant.resources === undefined ? undefined : parseFilter(grant.resources, limits),
            select: grant.select,
          })),
      ),
    );
    return new Access(rules);
  }

  /** Whether there is any resource at all on which every scope is granted. */
  get granted(): boolean {
    return this.#rules.every((rules) => rules.length > 0);
  }

  /** Whether some grant shows only part of a resource. */
  get selects(): boolean {
    return this.#rules.some((rules) => rules.some((rule) => rule.select !== undefined));
  }

  /** Whether the call may touch this resource. */
  allows(resource: JsonObject): boolean {
    return this.#rules.every((rules) => rules.some((rule) => matches(rule, resource)));
  }

  /** Whether the caller may see all members of this resource: what is pushed to many is not narrowed for each of them. */
  showsWhole(resource: JsonObject): boolean {
    return this.#rules.every((rules) => rules.some((rule) => rule.select === undefined && matches(rule, resource)));
  }

  /**
   * The resource as the caller may see it: the members that `select` of the grants that match leave, always with `id`.
   * `subject` is what the grants are about, such as the topic of an event; left out, the resource itself. The type stays that
   * of the whole resource: the contract gives a narrowed one no other.
   */
  show<Shown extends JsonObject>(resource: Shown, subject: JsonObject = resource): Shown {
    let shown: JsonObject = resource;
    for (const rules of this.#rules) {
      const matching = rules.filter((rule) => matches(rule, subject));
      if (matching.some((rule) => rule.select === undefined)) continue;
      const names = new Set(["id", ...matching.flatMap((rule) => rule.select ?? [])]);
      shown = Object.fromEntries(Object.entries(shown).filter(([name]) => names.has(name)));
    }
    return shown as Shown;
  }

  /** The access to what belongs to a resource that is allowed: the filters have decided about that one, `select` stays. */
  inside(resource: JsonObject): Access {
    const decided = (rules: readonly Rule[]): readonly Rule[] =>
      rules.filter((rule) => matches(rule, resource)).map(({ select }) => ({ filter: undefined, select }));
    return new Access(this.#rules.map(decided));
  }
}

function matches(rule: Rule, resource: JsonObject): boolean {
  return rule.filter === undefined || matchFilter(rule.filter, resource);
}
