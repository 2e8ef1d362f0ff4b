import type { UnionMember, UnionSchema } from "@parlance/contract";
import { type Code, joined, type NamedType, part, type Part } from "@parlance/generator";
import { quote } from "../code/literal.js";
import { textOf } from "../code/text-of.js";
import { codegenSymbol, runtimeSymbol } from "../code/runtime.js";
import { docOf } from "./schema-doc.js";
import { addSealed, structName } from "./sealed.js";
import { bareExpression, heldExpression, isStruct, type TypeSite } from "./type-expression.js";

type NamedUnion = NamedType & { schema: UnionSchema };

/** Adds the struct that holds a member of a union, and its JSON methods. */
export function addUnion(code: Code, type: NamedUnion, site: TypeSite): void {
  const { name, schema, companions } = type;
  const sealed = isSealed(schema, site);
  const value = sealed ? (companions[0] ?? "any") : "any";
  const members = distinct(schema.members.map((each) => valueText(each, site)));
  const listed = members.length === 1 ? `a ${members.join()}` : `one of ${members.join(", ")}`;
  code.blank().doc(docOf(schema) ?? `${name} is one of several members.`);
  code.block(`type ${name} struct {`, "}", () => {
    code.doc(`Value is ${listed}; any other member is kept as it came, as *UnknownMember.`);
    code.line(`Value ${value}`);
  });
  if (sealed) {
    const structs = distinct(schema.members.flatMap((each) => structName(each.schema, site) ?? []));
    const doc = `${value} is implemented by the members of ${name}.`;
    addSealed(code, { name: value, marker: `is${name}`, members: [...structs, "UnknownMember"], doc });
  }
  code.blank().doc("MarshalJSON writes the member.");
  code.block(`func (v ${name}) MarshalJSON() ([]byte, error) {`, "}", () => {
    code.line(part`return ${codegenSymbol("Marshal")}(v.Value)`);
  });
  code.blank().doc(readingDoc(schema));
  code.block(`func (v *${name}) UnmarshalJSON(data []byte) error {`, "}", () => {
    addReading(code, schema, value, site);
  });
}

/** Every member is a struct of the package that can be marked as a member. */
function isSealed({ members }: UnionSchema, site: TypeSite): boolean {
  return members.length > 0 && members.every(({ schema }) => structName(schema, site) !== undefined);
}

function readingDoc({ tag }: UnionSchema): string {
  return tag === undefined
    ? "UnmarshalJSON reads the first member that fits."
    : `UnmarshalJSON reads the member that ${quote(tag)} selects.`;
}

function addReading(code: Code, { members, tag }: UnionSchema, value: string, site: TypeSite): void {
  const tagged = tag !== undefined && members.every(({ tags }) => tags.length > 0);
  const list = part`[]${codegenSymbol("Member")}{`;
  // Of several members that are the same type in Go, one reads them all.
  const byType = Map.groupBy(members, (each) => valueText(each, site));
  const read = tagged ? members : [...byType.values()].flatMap(([each]) => each ?? []);
  code
    .line(
      tagged
        ? part`return ${codegenSymbol("UnmarshalTagged")}(data, &v.Value, ${quote(tag)}, ${list}`
        : part`return ${codegenSymbol("UnmarshalUntagged")}(data, &v.Value, ${list}`,
    )
    .indented(() => read.forEach((each) => code.line(memberText(each, tagged, site))));
  code.block(part`}, func(kept ${runtimeSymbol("Unknown")}) ${value} {`, "})", () => {
    code.line("return &UnknownMember{kept}");
  });
}

function memberText({ schema, tags }: UnionMember, tagged: boolean, site: TypeSite): Part {
  const type = bareExpression(schema, site);
  const selected = tagged ? [`Tags: []string{${tags.map(quote).join(", ")}}`] : [];
  const made = part`New: ${codegenSymbol("New")}[${type}]`;
  const value = isStruct(schema, site) ? [] : [part`Value: ${codegenSymbol("ValueOf")}[${type}]`];
  return part`{${joined([...selected, made, ...value], ", ")}},`;
}

/** How a member's type is written where it is a text: what it is called as a value of the union. */
function valueText(member: UnionMember, site: TypeSite): string {
  const name = textOf(structName(member.schema, site) ?? heldExpression(member.schema, site));
  return isStruct(member.schema, site) ? `*${name}` : name;
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
