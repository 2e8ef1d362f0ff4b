import type { Json } from "@parlance/contract";
import type { Exchange } from "../../../run/exchange.js";
import { isObject } from "../../../values/json-kinds.js";
import type { Delivered, Entry, Story } from "../../../run/story.js";
import type { Done, Performed } from "../../../run/trace.js";

/** An entry of a kind, and its index in the story. */
export type Indexed<Kind extends Entry["kind"]> = Extract<Entry, { readonly kind: Kind }> & { readonly index: number };

/** How deep an id is looked for in a message. */
const depth = 4;

/** The entries of a kind, in their order. */
export function entriesOf<Kind extends Entry["kind"]>(story: Story, kind: Kind): readonly Indexed<Kind>[] {
  return story.entries.flatMap((entry, index) =>
    entry.kind === kind ? [{ ...entry, index } as unknown as Indexed<Kind>] : [],
  );
}

/** What a listener got. */
export function deliveredTo(story: Story, by: string): readonly Indexed<"delivered">[] {
  return entriesOf(story, "delivered").filter((each) => each.by === by);
}

/** The calls of a story as steps that were taken, so that ids and answers can be found in them. */
export function doneIn({ scenario, entries }: Story): Done {
  const performed = scenario.steps.flatMap((each): readonly Performed[] => {
    if (each.do !== "call") return [];
    const exchanges = entries.flatMap((entry): readonly Exchange[] =>
      entry.kind === "called" && entry.name === each.step.name ? [entry.exchange] : [],
    );
    return exchanges.length === 0 ? [] : [{ step: each.step, exchanges, end: "unknown" }];
  });
  return { performed };
}

/** True if a message is about the thing of an id: it has the id itself, or tells it in a member that could be one. */
export function isAbout({ id: own, data, address }: Delivered, id: Json): boolean {
  return String(own) === String(id) || tells(data, id, 0) || address.split(/[:/]/u).includes(String(id));
}

/** True if a value tells an id in one of its members. */
export function tells(value: Json, id: Json, level: number): boolean {
  if (!isObject(value) || level > depth) return false;
  return Object.entries(value).some(([name, member]) =>
    typeof member === "string" || typeof member === "number"
      ? String(member) === String(id) && /id$|name$|key$/iu.test(name)
      : tells(member, id, level + 1),
  );
}

/** True if the listener's subscription to an address was held before an entry. */
export function heldBefore(story: Story, by: string, index: number): boolean {
  return entriesOf(story, "subscription").some(
    (each) => each.by === by && each.index < index && each.told.kind === "held",
  );
}

/** Values that are the same, whatever the order of members. */
export function same(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((each, index) => same(each as Json, other[index] as Json));
  if (!isObject(one) || !isObject(other)) return false;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => same(one[name], other[name]));
}

/** True if a value has all that another one has, and perhaps more, as servers add what they know. */
export function covers(value: Json, part: Json): boolean {
  if (!isObject(value) || !isObject(part)) return same(value, part);
  return Object.entries(part).every(([name, member]) => covers(value[name] ?? null, member));
}
