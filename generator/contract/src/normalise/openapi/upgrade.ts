import { type Cursor, isObjectCursor } from "../../load/cursor.js";
import type { JsonObject } from "../../model/json.js";
import type { Session } from "../session.js";

/** Rebuilds objects in the shape of a newer version, each with the line of what it was made from. */
export class Upgrade {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** `value` as if it stood where `origin` stands. */
  make(origin: Cursor, value: JsonObject): JsonObject {
    origin.file.lines.nodes.set(value, origin.line);
    return value;
  }

  /** What a cursor refers to, if it is an object. */
  deref(cursor: Cursor | undefined): Cursor<JsonObject> | undefined {
    const target = this.#session.resolver.deref(cursor);
    return isObjectCursor(target) ? target : undefined;
  }
}
