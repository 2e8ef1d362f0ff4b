import { childOf, type Cursor, isListCursor, isObjectCursor, itemsOf } from "../load/cursor.js";
import type { Info, Tag } from "../model/contract.js";
import type { JsonObject } from "../model/json.js";
import { defined } from "../util/defined.js";
import { isObject, stringOf } from "../util/json-values.js";
import { docsOf } from "./docs.js";
import type { Session } from "./session.js";

/** Title, version and words of a document. A missing title or version is empty: nothing is made up. */
export function readInfo(root: Cursor<JsonObject>, session: Session): Info {
  const info = childOf(root, "info");
  if (!isObjectCursor(info)) return { title: "", version: "" };
  const { title, version, license, contact, ...words } = info.value;
  return {
    title: stringOf(title) ?? "",
    version: version === undefined || typeof version === "object" ? "" : String(version),
    ...defined({
      docs: docsOf({ ...info, value: words }, session.resolver),
      license: isObject(license) ? (stringOf(license.identifier) ?? stringOf(license.name)) : undefined,
      contact: isObject(contact)
        ? (stringOf(contact.email) ?? stringOf(contact.url) ?? stringOf(contact.name))
        : undefined,
    }),
  };
}

/** Tags with their words, in document order. */
export function readTags(list: Cursor | undefined, session: Session): Tag[] {
  if (!isListCursor(list)) return [];
  const tags: Tag[] = [];
  for (const item of itemsOf(list)) {
    const tag = session.resolver.deref(item);
    if (!isObjectCursor(tag) || typeof tag.value.name !== "string") continue;
    tags.push({ name: tag.value.name, ...defined({ docs: docsOf(tag, session.resolver) }) });
  }
  return tags;
}
