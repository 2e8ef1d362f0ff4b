import { readFileSync } from "node:fs";

import { expect, it } from "vitest";

import { channelExtensions, type MemberRule, otherExtensions } from "./extension-rules.js";

const page = readFileSync(new URL("../../../../../docs/extensions.md", import.meta.url), "utf8");

it.each([...otherExtensions])("docs/extensions.md has %s", (extension) => {
  expect(sectionOf(extension)).not.toBe("");
});

it.each(Object.entries(channelExtensions))(
  "docs/extensions.md has %s with all its members",
  (extension, { members }) => {
    const section = sectionOf(extension);
    expect(membersOf(members).filter((member) => !section.includes(member))).toEqual([]);
  },
);

function sectionOf(extension: string): string {
  return page.split(/^## /mu).find((each) => each.startsWith(`${extension}\n`)) ?? "";
}

function membersOf(members: { readonly [member: string]: MemberRule }): readonly string[] {
  return Object.entries(members).flatMap(([member, rule]) => [
    member.replace("?", ""),
    ...(typeof rule === "object" && !Array.isArray(rule) ? membersOf(rule as typeof members) : []),
  ]);
}
