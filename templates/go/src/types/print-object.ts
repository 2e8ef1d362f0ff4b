import type { ObjectSchema, Property } from "@parlance/contract";
import { type Code, type NamedType, part, type Part } from "@parlance/generator";
import { addAligned } from "../code/aligned.js";
import { tagLiteral } from "../code/literal.js";
import { codegenSymbol, standardSymbol } from "../code/runtime.js";
import { heldType } from "./held-type.js";
import { docOf, noteOf } from "./schema-doc.js";
import type { TypeSite } from "./type-expression.js";

/** Adds the struct of an object and its JSON methods. */
export function addObject(code: Code, key: string, type: NamedType & { schema: ObjectSchema }, site: TypeSite): void {
  const { name, schema, fields } = type;
  code.blank().doc(docOf(schema) ?? `${name} is an object of the contract.`);
  const rows = schema.properties.map((property, index) => ({
    doc: noteOf(property.schema),
    cells: [
      fields[index]?.name ?? property.name,
      heldType(property.schema, { optional: property.optional, owner: key }, site),
      fieldTag(property),
    ],
  }));
  const extra = part`map[string]${standardSymbol("encoding/json", "RawMessage")}`;
  code.block(`type ${name} struct {`, "}", () => {
    addAligned(code, [
      ...rows,
      { doc: "Extra holds the members that the contract does not name.", cells: ["Extra", extra, '`json:"-"`'] },
    ]);
  });
  addMethods(code, name);
}

/** Adds the methods by which a type is written and read as JSON. */
function addMethods(code: Code, name: string): void {
  code.blank().doc("MarshalJSON writes the object with the members of Extra.");
  code.block(`func (v ${name}) MarshalJSON() ([]byte, error) {`, "}", () => {
    code.line(part`return ${codegenSymbol("Marshal")}(&v)`);
  });
  code.blank().doc("UnmarshalJSON reads the object and keeps the members it does not know in Extra.");
  code.block(`func (v *${name}) UnmarshalJSON(data []byte) error {`, "}", () => {
    code.line(part`return ${codegenSymbol("Unmarshal")}(data, v)`);
  });
}

/** The tags of a field. A name with signs that a `json` tag cannot hold stands in a tag of its own. */
function fieldTag({ name, optional, schema }: Property): Part {
  const plain = /^[\p{L}\p{N}!#$%&()*+\-./:;<=>?@[\]^_{|}~ ]+$/u.test(name) && name !== "-";
  const omitted = optional ? ",omitzero" : "";
  return tagLiteral({
    json: plain ? `${name}${omitted}` : omitted,
    ...(plain ? {} : { name }),
    ...(schema.kind === "const" && !optional ? { const: JSON.stringify(schema.value) } : {}),
  });
}
