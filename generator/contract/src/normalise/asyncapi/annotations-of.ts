import { childOf, type Cursor, isObjectCursor, placeOf } from "../../load/cursor.js";
import type { Resolver } from "../../load/resolver.js";
import type { JsonObject } from "../../model/json.js";
import type { Place } from "../../model/place.js";
import type { Docs } from "../../model/schema.js";
import { defined } from "../../util/defined.js";
import { docsOf, extensionsOf } from "../docs.js";
import type { Session } from "../session.js";
import { type ExtendedChannel, readChannelExtensions } from "./read-channel-extensions.js";

/** What channels and operations carry alike. */
interface Annotations {
  readonly bindings?: JsonObject;
  readonly docs?: Docs;
  readonly extensions?: JsonObject;
  readonly place: Place;
}

/** The bindings, words, extensions and place of a channel or an operation. */
export function annotationsOf(cursor: Cursor<JsonObject>, resolver: Resolver): Annotations {
  const bindings = resolver.deref(childOf(cursor, "bindings"));
  return {
    ...defined({
      bindings: isObjectCursor(bindings) ? bindings.value : undefined,
      docs: docsOf(cursor, resolver),
      extensions: extensionsOf(cursor.value),
    }),
    place: placeOf(cursor),
  };
}

/** The same of a channel, with those extensions that can be used. */
export function withExtensions(
  { extensions: _, ...annotations }: Annotations,
  channel: ExtendedChannel,
  session: Session,
): Annotations {
  return { ...annotations, ...defined({ extensions: readChannelExtensions(channel, session) }) };
}
