import { childOf, type Cursor, entriesOf, isObjectCursor, placeOf } from "../../load/cursor.js";
import type { JsonObject } from "../../model/json.js";
import type { Header, Response } from "../../model/operation.js";
import { compare } from "../../util/compare.js";
import { defined } from "../../util/defined.js";
import { docsOf } from "../docs.js";
import { checkMembers } from "../member.js";
import type { Session } from "../session.js";
import { readContents } from "./read-content.js";
import type { LinkReader } from "./read-links.js";
import { schemaOf } from "./read-parameter.js";

/** Reads the responses of an operation, sorted by status; `default` is last. */
export function readResponses(cursor: Cursor | undefined, session: Session, links: LinkReader): Response[] {
  if (!isObjectCursor(cursor)) return [];
  const responses = entriesOf(cursor).flatMap(([status, item]) => {
    if (status.startsWith("x-")) return [];
    checkMembers(cursor, { [status]: "object" }, session);
    const response = session.resolver.deref(item);
    return isObjectCursor(response) ? [readResponse(status, response, session, links)] : [];
  });
  return responses.sort((a, b) => compare(rank(a.status), rank(b.status)));
}

function rank(status: string): string {
  return status === "default" ? "~" : status;
}

function readResponse(status: string, cursor: Cursor<JsonObject>, session: Session, links: LinkReader): Response {
  checkMembers(cursor, { content: "object", headers: "object", links: "object" }, session);
  return {
    status: /^[1-5]xx$/i.test(status) ? status.toUpperCase() : status,
    contents: readContents(childOf(cursor, "content"), session),
    headers: readHeaders(childOf(cursor, "headers"), session),
    links: links.read(childOf(cursor, "links")),
    ...defined({ docs: docsOf(cursor, session.resolver) }),
    place: placeOf(cursor),
  };
}

function readHeaders(cursor: Cursor | undefined, session: Session): Header[] {
  if (!isObjectCursor(cursor)) return [];
  const headers = entriesOf(cursor).flatMap(([name, item]): Header[] => {
    const header = session.resolver.deref(item);
    if (!isObjectCursor(header) || name.toLowerCase() === "content-type") return [];
    return [
      {
        name,
        required: header.value.required === true,
        schema: schemaOf(header, session).schema,
        ...defined({ docs: docsOf(header, session.resolver) }),
        place: placeOf(header),
      },
    ];
  });
  return headers.sort((a, b) => compare(a.name, b.name));
}
