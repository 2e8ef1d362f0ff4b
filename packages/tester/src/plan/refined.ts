import type { Json } from "@parlance/contract";
import { isObject } from "../values/json-kinds.js";
import { endsByItself } from "../values/lifetimes.js";
import { seedOf } from "./seed.js";

/** How a body is made fit for a sequence. */
export interface Refinement {
  /** Share of the members that need not be there which are kept, 0 to 1. The fewer there are, the less contradicts itself. */
  readonly density: number;
  /** Part of names, so that they are nobody else's. */
  readonly salt: string;
}

/** Members by which people tell things apart, and which servers therefore often take only once. */
const distinguishing = /^(?:id|key|name|slug|code|handle|username|email|(?:external|client|custom)_?(?:id|key))$/iu;

/** An allowed body without some of what need not be there and without what would end its resource, with names of its own. */
export function refined(
  value: Json,
  { density, salt, seed, isValid }: Refinement & { readonly seed: number; readonly isValid: (value: Json) => boolean },
): Json {
  if (!isObject(value)) return value;
  let made = value;
  for (const [name, member] of Object.entries(value)) {
    if (!endsByItself(name, member) && chance(seed, name) < density) continue;
    const { [name]: _left, ...rest } = made;
    if (isValid(rest)) made = rest;
  }
  const mark = (seedOf(seed, salt) >>> 0).toString(36);
  for (const [name, member] of Object.entries(made)) {
    if (typeof member !== "string" || !tellsApart(name)) continue;
    const texts = [`${member}-${mark}`, `${member}${mark}`, mark, member.replace("@", `${mark}@`)];
    const text = texts.find((each) => isValid({ ...made, [name]: each }));
    if (text !== undefined) made = { ...made, [name]: text };
  }
  return made;
}

/** True for a member by which people tell things apart. */
export function tellsApart(name: string): boolean {
  return distinguishing.test(name);
}

/** A number from 0 to 1 that the seed and the name choose. */
function chance(seed: number, name: string): number {
  return ((seedOf(seed, name, "kept") >>> 8) & 0xffff) / 0x1_0000;
}
