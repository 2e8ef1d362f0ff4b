import type { EnumSchema } from "@parlance/contract";
import type { Code, NamedType } from "@parlance/generator";
import { addAligned } from "../code/aligned.js";
import { constant } from "../code/literal.js";
import { docOf } from "./schema-doc.js";
import { enumBase } from "./type-expression.js";

/** Adds the type of an enum and a constant for each value. Other values are values of the type too. */
export function addEnum(code: Code, { name, schema, values }: NamedType & { schema: EnumSchema }): void {
  const base = enumBase(schema.base);
  const note = schema.open ? "The platform may add values." : undefined;
  code.blank().doc([docOf(schema) ?? `${name} is one of several values.`, note].filter(Boolean).join("\n\n"));
  if (base === "any") {
    code.line(`type ${name} = any`);
    return;
  }
  code.line(`type ${name} ${base}`);
  const rows = values.flatMap((each, index) => {
    const text = constant(each.value);
    const fits =
      text !== undefined && (base === "string") === (typeof each.value === "string") && isExact(base, each.value);
    return fits ? [{ cells: [each.name, name, `= ${text}`], doc: schema.descriptions?.[index] }] : [];
  });
  if (rows.length > 0) {
    code.blank().doc(`The values of ${name} that the contract names.`);
    code.block("const (", ")", () => addAligned(code, rows));
  }
}

/** An integer beyond these was rounded when the document was read; as a constant it would be another one, or none of Go's. */
function isExact(base: string, value: unknown): boolean {
  return base !== "int64" || Number.isSafeInteger(value);
}
