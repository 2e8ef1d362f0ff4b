import type { Json } from "../json/json.js";

/** Whether a resource has the members that are wanted; those that are undefined may be anything. */
export function selects<Wanted extends Readonly<Record<string, Json | undefined>>>(
  wanted: Wanted,
): (resource: { readonly [Member in keyof Wanted]: Json }) => boolean {
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined);
  return (resource) => given.every(([member, value]) => resource[member] === value);
}
