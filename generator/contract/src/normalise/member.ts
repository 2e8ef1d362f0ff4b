import { childOf, type Cursor, isListCursor, isObjectCursor, placeOfMember } from "../load/cursor.js";
import type { JsonObject } from "../model/json.js";
import type { Session } from "./session.js";

const shapes = {
  object: { holds: isObjectCursor, words: "an object" },
  list: { holds: isListCursor, words: "a list" },
} as const;

/** Reports the members of a node that the standard does not know; most are misspelt, and what they say would be lost silently. */
export function refuseUnknown(
  cursor: Cursor<JsonObject>,
  { known, object }: { readonly known: ReadonlySet<string>; readonly object: string },
  session: Session,
): void {
  for (const member of Object.keys(cursor.value)) {
    if (known.has(member) || member.startsWith("x-")) continue;
    session.diagnostics.report("member-unknown", placeOfMember(cursor, member), { member, object });
  }
}

/** Reports the members of a node whose values are of another kind than the standard demands; readers pass over them. */
export function checkMembers(
  cursor: Cursor<JsonObject>,
  members: Readonly<Record<string, keyof typeof shapes>>,
  session: Session,
  code: "structure-invalid" | "member-invalid" = "member-invalid",
): void {
  for (const [member, shape] of Object.entries(members)) {
    const child = childOf(cursor, member);
    const { holds, words } = shapes[shape];
    if (child !== undefined && child.value !== null && !holds(child))
      session.diagnostics.report(code, placeOfMember(cursor, member), { member, expected: words });
  }
}
