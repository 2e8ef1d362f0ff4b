import type { Cursor } from "../../load/cursor.js";
import type { JsonObject } from "../../model/json.js";
import type { SecurityScheme } from "../../model/server.js";
import { compare } from "../../util/compare.js";
import { stringOf } from "../../util/json-values.js";
import { readScheme, readSecuritySchemes } from "../read-security.js";
import type { Session } from "../session.js";

/** The security schemes of one document: those it names, and those AsyncAPI 3 lets it write in place. */
export class SecurityRegistry {
  readonly #session: Session;
  readonly #byName: Map<string, SecurityScheme>;
  readonly #inline = new Map<string, string>();

  constructor(cursor: Cursor | undefined, session: Session) {
    this.#session = session;
    this.#byName = new Map(readSecuritySchemes(cursor, session).map((scheme) => [scheme.name, scheme]));
  }

  get names(): ReadonlySet<string> {
    return new Set(this.#byName.keys());
  }

  all(): SecurityScheme[] {
    return [...this.#byName.values()].sort((a, b) => compare(a.name, b.name));
  }

  /** A name for a scheme that is written in place: its type, once for equal ones. */
  inline(cursor: Cursor<JsonObject>): string {
    const { scopes: _, ...value } = cursor.value;
    const key = JSON.stringify(value);
    const known = this.#inline.get(key);
    if (known !== undefined) return known;
    const base = stringOf(value.scheme) ?? stringOf(value.type) ?? "scheme";
    let name = base;
    for (let count = 2; this.#byName.has(name); count += 1) name = `${base}${count}`;
    this.#byName.set(name, readScheme(name, cursor, this.#session));
    this.#inline.set(key, name);
    return name;
  }
}
