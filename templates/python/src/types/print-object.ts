import type { ObjectSchema, Property } from "@parlance/contract";
import { type Code, part, type Part } from "@parlance/generator";
import { addClass } from "../code/add-class.js";
import { deprecation, paragraphs } from "../code/doc-text.js";
import { scalar } from "../code/literal.js";
import { runtimeValue } from "../code/runtime.js";
import { orNone, typeExpression, type TypeSite } from "./type-expression.js";

/** A field of a class with its names and its type. */
export interface Field {
  readonly name: string;
  /** Name on the wire. */
  readonly property: string;
  readonly type: Part;
  readonly optional: boolean;
  readonly doc: string | undefined;
}

/** Adds the class of an object. */
export function addObject(
  code: Code,
  { name, doc, fields }: { name: string; doc: string | undefined; fields: readonly Field[] },
): void {
  addClass(code, { name, base: runtimeValue("Model"), doc }, () => {
    fields.forEach((each, index) => addField(index === 0 && doc === undefined ? code : code.blank(), each));
    if (doc === undefined && fields.length === 0) {
      code.line("pass");
    }
  });
}

/** The fields of an object, those that must be there first in the document's order. */
export function fieldsOf(
  { properties }: ObjectSchema,
  names: readonly { readonly property: string; readonly name: string }[],
  site: TypeSite,
): readonly Field[] {
  return properties.map((property, index) => ({
    name: names[index]?.name ?? property.name,
    property: property.name,
    type: typeExpression(property.schema, site),
    optional: property.optional,
    doc: propertyDoc(property),
  }));
}

function addField(code: Code, { name, property, type, optional, doc }: Field): void {
  const held = optional ? orNone(type) : type;
  const annotated =
    name === property
      ? held
      : part`${{ name: "Annotated", from: "typing" }}[${held}, ${runtimeValue("wire")}(${scalar(property)})]`;
  code.line(part`${name}: ${annotated}${optional ? " = None" : ""}`);
  code.doc(doc);
}

function propertyDoc({ schema: { docs, readOnly, writeOnly } }: Property): string | undefined {
  const notes = [
    ...(readOnly === true ? ["Only in answers."] : []),
    ...(writeOnly === true ? ["Only in requests."] : []),
    deprecation(docs) ?? "",
  ];
  return paragraphs([docs?.summary, docs?.description, notes.join(" ")]);
}
