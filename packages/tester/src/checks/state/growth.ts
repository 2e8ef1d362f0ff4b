import { isDeepStrictEqual } from "node:util";
import type { Json } from "@parlance/contract";
import { isObject, isScalar } from "../../values/json-kinds.js";
import { answerOf, idFrom, identify, identityMember, itemsRead, bodyOf, performedOf } from "../../run/trace.js";
import { shownPage } from "./lists.js";
import type { StateCheck } from "./state-check.js";

const createdOnce: StateCheck = {
  id: "created-once",
  title: "One creation creates one thing",
  source: "RFC 9110, section 9.3.3",
  look(trace) {
    const [before, after] = [performedOf(trace, "list"), performedOf(trace, "list after")];
    const [told, created] = [idFrom(trace, "create"), bodyOf(trace, "create")];
    if (trace.sequence.kind !== "growth" || before?.end !== "reached" || after === undefined) return [];
    const member = told === undefined ? undefined : identityMember(created, told.id);
    const exchange = shownPage(after);
    if (told === undefined || member === undefined || exchange === undefined) return [];
    const known = new Set(itemsRead(before).map((item) => identify(item, member)));
    const fresh = itemsRead(after).filter((item) => !known.has(identify(item, member)));
    const own = fresh.find((item) => identify(item, member) === String(told.id));
    const sent = answerOf(trace, "create")?.case.body;
    const others = fresh.filter(
      (item) => item !== own && isTwin(item, own) && shows(item, sent?.kind === "value" ? sent.value : null),
    );
    if (own === undefined || others.length === 0) return [];
    return [
      { exchange, message: `One creation was answered, but ${others.length + 1} things like it are listed since.` },
    ];
  },
};

/** The checks of how many things there are. */
export const growthChecks: readonly StateCheck[] = [createdOnce];

/** Members in which two things that are else the same differ. */
const distinctive =
  /id$|key$|name$|token|secret|url|uri|href|link|self|at$|time|date|version|revision|etag|number|index|position|sequence|code$/iu;

/** True for another thing with the same members, but those that tell it from others. */
function isTwin(item: Json, own: Json | undefined): boolean {
  return isObject(item) && isObject(own) && isDeepStrictEqual(common(item), common(own));
}

function common(item: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !distinctive.test(name)));
}

/** True if an item shows a text or a number that was sent: its being alike is no chance. */
function shows(item: Json, sent: Json): boolean {
  if (!isObject(item) || !isObject(sent)) return false;
  return Object.entries(sent).some(([name, value]) => isScalar(value) && value !== "" && item[name] === value);
}
