import type { UnionSchema } from "@parlance/contract";
import { joined, part, type Part } from "@parlance/generator";
import { scalar } from "../code/literal.js";
import { runtimeValue } from "../code/runtime.js";
import { alternatives, typeExpression, type TypeSite } from "./type-expression.js";

const annotated = { name: "Annotated", from: "typing" };

/**
 * The type of a union. With a tag each member is marked with the values that select it; a closed union has no unknown member
 * for readers of types, although one still arrives as what it is.
 */
export function unionExpression(schema: UnionSchema, site: TypeSite): Part {
  const { members, tag } = schema;
  const selected = new Set<string>();
  if (tag === undefined || members.some(({ schema: member, tags }) => member.kind !== "ref" || tags.length === 0)) {
    return alternatives(members.map((each) => typeExpression(each.schema, site)));
  }
  const marked = members.flatMap(({ schema: member, tags }) =>
    tags
      .filter((each) => !selected.has(each) && selected.add(each))
      .map((each) => part`${annotated}[${typeExpression(member, site)}, ${runtimeValue("Member")}(${scalar(each)})]`),
  );
  const all = joined([...marked, runtimeValue("UnknownMember")], " | ");
  return part`${annotated}[${all}, ${runtimeValue("TaggedUnion")}(${scalar(tag)})]`;
}
