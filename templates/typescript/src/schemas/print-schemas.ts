import {
  Code,
  type NamedContract,
  part,
  type PrintedFile,
  type SchemaGroup,
  schemaGroups,
  type Types,
} from "@parlance/generator";
import { header } from "../code/header.js";
import { type Literal, literal, Raw } from "../code/literal.js";
import { typescriptSyntax } from "../code/typescript-syntax.js";
import { jsonSchema, type Reference } from "./json-schema.js";

/**
 * Prints one constant per named schema: JSON Schema that TypeBox knows the type of (`TUnsafe`).
 *
 * A constant holds those it refers to, so that a bundle has what it names and nothing else. Schemas that refer to each
 * other in a circle share one constant of definitions; each is a resource of its own (`$id`), so its `$ref`s find them
 * wherever it is put.
 */
export function printSchemas({ types }: NamedContract): PrintedFile {
  const code = new Code(typescriptSyntax);
  const constant = constantReference(types);
  const { TSchema, TUnsafe } = typebox;
  if (types.size === 0) {
    return { path, text: code.line("export {};").print([header]) };
  }
  code.doc("Says which type the values of a schema have.");
  code.line(part`const typed = <Value>(schema: ${TSchema}): ${TUnsafe}<Value> => schema as ${TUnsafe}<Value>;`);
  for (const group of schemaGroups(types)) {
    code.blank();
    if (group.recursive) {
      addCircle(code, group, types);
    } else {
      const [name = ""] = group.names;
      addConstant({ code, name, types, value: schemaOf(name, types, constant) });
    }
  }
  return { path, text: code.print([header]) };
}

/** A reference by the constant's name, for use outside of its own circle. */
export function constantReference(types: Types): Reference {
  return (name) => new Raw(types.get(name)?.name ?? "{}");
}

const path = "src/schemas.gen.ts";

const typebox = {
  TSchema: { name: "TSchema", from: "typebox", typeOnly: true },
  TUnsafe: { name: "TUnsafe", from: "typebox", typeOnly: true },
} as const;

function addCircle(code: Code, { names }: SchemaGroup, types: Types): void {
  const inside = new Set(names);
  const constant = constantReference(types);
  const reference: Reference = (name) =>
    inside.has(name) ? { $ref: `#/$defs/${types.get(name)?.name ?? name}` } : constant(name);
  const definitions = `definitionsOf${types.get(names[0] ?? "")?.name ?? ""}`;
  const schemas = names.map((name) => [types.get(name)?.name ?? name, schemaOf(name, types, reference)] as const);
  code.line(`const ${definitions} = ${literal(Object.fromEntries(schemas), 120)};`);
  for (const name of names) {
    const type = types.get(name)?.name ?? name;
    const value = { $id: `urn:schema:${type}`, $ref: `#/$defs/${type}`, $defs: new Raw(definitions) };
    addConstant({ code: code.blank(), name, types, value });
  }
}

function addConstant({
  code,
  name,
  types,
  value,
}: {
  readonly code: Code;
  readonly name: string;
  readonly types: Types;
  readonly value: Literal;
}): void {
  const type = types.get(name)?.name ?? name;
  const imported = { name: type, from: "./types.gen.js", qualifier: "types", typeOnly: true } as const;
  code.declare(type);
  code.line(part`export const ${type} = /* @__PURE__ */ typed<${imported}>(${literal(value, type.length * 2 + 42)});`);
}

function schemaOf(name: string, types: Types, reference: Reference): Literal {
  const schema = types.get(name)?.schema;
  return schema === undefined ? {} : jsonSchema(schema, reference);
}
