import { childOf, type Cursor, isObjectCursor, placeOf, placeOfMember } from "../../load/cursor.js";
import type { Json, JsonObject } from "../../model/json.js";
import type { Place } from "../../model/place.js";
import { isList } from "../../util/json-values.js";
import { extensionsOf } from "../docs.js";
import type { Session } from "../session.js";
import { channelExtensions, type MemberRule, otherExtensions } from "./extension-rules.js";

/** Why an extension cannot be used, and where. */
interface Flaw {
  readonly place: Place;
  readonly reason: string;
}

/** A channel and what its connection carries. */
export interface ExtendedChannel {
  readonly name: string;
  readonly cursor: Cursor<JsonObject>;
  readonly messages: readonly string[];
}

/**
 * The extensions of a channel. Those of ours that are wrong are reported and left out, so that nobody who reads the Contract has to
 * check them.
 */
export function readChannelExtensions(channel: ExtendedChannel, session: Session): JsonObject | undefined {
  const { name, cursor } = channel;
  const wrong = new Set<string>();
  for (const extension of Object.keys(cursor.value).filter((each) => each.startsWith("x-parlance-"))) {
    const rule = channelExtensions[extension];
    const flaws: readonly Flaw[] = rule === undefined ? [] : flawsOf(extension, cursor, rule.members, channel.messages);
    if (rule === undefined && !otherExtensions.has(extension)) {
      session.diagnostics.report("extension-unknown", placeOfMember(cursor, extension), { extension, channel: name });
    }
    const value = cursor.value[extension] as JsonObject;
    const demanded = flaws.length === 0 ? rule?.demand?.(value) : undefined;
    const all = demanded === undefined ? flaws : [{ place: placeOfMember(cursor, extension), reason: demanded }];
    for (const { place, reason } of all) {
      wrong.add(extension);
      session.diagnostics.report("extension-invalid", place, { extension, channel: name, reason });
    }
  }
  const kept = Object.entries(extensionsOf(cursor.value) ?? {}).filter(([key]) => !wrong.has(key));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** What is wrong with the object that stands at `key`. */
function flawsOf(
  key: string,
  parent: Cursor<JsonObject>,
  members: { readonly [member: string]: MemberRule },
  messages: readonly string[],
): readonly Flaw[] {
  const cursor = childOf(parent, key);
  if (!isObjectCursor(cursor)) return [{ place: placeOfMember(parent, key), reason: `\`${key}\` is no object` }];
  const rules = new Map(Object.entries(members).map(([member, rule]) => [member.replace("?", ""), rule]));
  const unknown = Object.keys(cursor.value).filter((member) => !rules.has(member));
  const absent = Object.keys(members).filter((member) => !member.endsWith("?") && !Object.hasOwn(cursor.value, member));
  return [
    ...unknown.map((member) => ({ place: placeOfMember(cursor, member), reason: `\`${member}\` is no member of it` })),
    ...absent.map((member) => ({ place: placeOf(cursor), reason: `\`${member}\` is missing` })),
    ...[...rules].flatMap(([member, rule]): readonly Flaw[] => {
      const value = cursor.value[member];
      if (value === undefined) return [];
      if (isMembers(rule)) return flawsOf(member, cursor, rule, messages);
      const reason = flawOf(value, rule, messages);
      return reason === undefined ? [] : [{ place: placeOfMember(cursor, member), reason: `\`${member}\` ${reason}` }];
    }),
  ];
}

function isMembers(rule: MemberRule): rule is { readonly [member: string]: MemberRule } {
  return typeof rule === "object" && !Array.isArray(rule);
}

function flawOf(
  value: Json,
  rule: Exclude<MemberRule, { readonly [member: string]: MemberRule }>,
  messages: readonly string[],
): string | undefined {
  switch (rule) {
    case "text":
      return typeof value === "string" && value !== "" ? undefined : "is no text";
    case "pointer":
      return typeof value === "string" && /^(?:\/(?:[^~/]|~[01])*)+$/u.test(value)
        ? undefined
        : "is no JSON pointer such as `/id`";
    case "message":
      return namesMessage(value, messages);
    case "messages":
      return isList(value) && value.length > 0
        ? value.map((each) => namesMessage(each, messages)).find((each) => each !== undefined)
        : "is no list of messages";
    case "flag":
      return typeof value === "boolean" ? undefined : "is neither true nor false";
    case "milliseconds":
      return typeof value === "number" && value > 0 ? undefined : "is no number of milliseconds";
    case "close codes":
      return isList(value) && value.every(isCloseCode) ? undefined : "is no list of close codes from 1000 to 4999";
    default:
      return typeof value === "string" && rule.includes(value) ? undefined : `is none of ${rule.join(", ")}`;
  }
}

function namesMessage(value: Json, messages: readonly string[]): string | undefined {
  return typeof value === "string" && messages.includes(value)
    ? undefined
    : `names ${JSON.stringify(value)}, which is no message of the channel`;
}

function isCloseCode(value: Json): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 1000 && value <= 4999;
}
