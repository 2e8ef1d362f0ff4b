import { type Cursor, entriesOf, isObjectCursor, placeOf } from "../../load/cursor.js";
import type { Link } from "../../model/operation.js";
import { compare } from "../../util/compare.js";
import { isObject } from "../../util/json-values.js";
import type { Session } from "../session.js";

/** Reads the links of a document, whose targets are known only when all its operations have ids. */
export class LinkReader {
  readonly #session: Session;
  readonly #ids: ReadonlySet<string>;
  readonly #byRoute: ReadonlyMap<string, string>;

  constructor(
    session: Session,
    operations: {
      readonly ids: ReadonlySet<string>;
      /** `METHOD path` → id. */ readonly byRoute: ReadonlyMap<string, string>;
    },
  ) {
    this.#session = session;
    this.#ids = operations.ids;
    this.#byRoute = operations.byRoute;
  }

  read(cursor: Cursor | undefined): Link[] {
    if (!isObjectCursor(cursor)) return [];
    const links: Link[] = [];
    for (const [name, item] of entriesOf(cursor)) {
      const link = this.#session.resolver.deref(item);
      if (!isObjectCursor(link)) continue;
      const operationId = this.#operation(link.value.operationId, link.value.operationRef);
      if (operationId === undefined) {
        this.#session.diagnostics.report("link-dropped", placeOf(link), { name });
        continue;
      }
      const { parameters } = link.value;
      const written = isObject(parameters) ? Object.entries(parameters) : [];
      const texts = written.map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]);
      links.push({ name, operationId, parameters: Object.fromEntries(texts), place: placeOf(link) });
    }
    return links.sort((a, b) => compare(a.name, b.name));
  }

  #operation(id: unknown, ref: unknown): string | undefined {
    if (typeof id === "string") return this.#ids.has(id) ? id : undefined;
    const match = /^#\/paths\/([^/]+)\/(\w+)$/.exec(typeof ref === "string" ? ref : "");
    if (match === null) return undefined;
    const path = (match[1] ?? "").replaceAll("~1", "/").replaceAll("~0", "~");
    return this.#byRoute.get(`${(match[2] ?? "").toUpperCase()} ${path}`);
  }
}
