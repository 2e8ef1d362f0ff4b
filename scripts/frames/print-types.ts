import type { Docs, NamedSchema, ObjectSchema, Property, Schema } from "@parlance/contract";

/**
 * The module of the frames' types. Read-only, because a frame is passed on as it came. Closed, because they say what this
 * version writes; what reads frames must expect more.
 */
export function typesModule(schemas: readonly NamedSchema[]): string {
  const types = schemas.map(({ name, schema }) => `${comment(schema.docs, "")}${declaration(name, schema)}\n`);
  return ["// Generated from specs/ by scripts/write-frames.ts. Do not edit.\n", ...types].join("\n");
}

function declaration(name: string, schema: Schema): string {
  return schema.kind === "object"
    ? `export interface ${name} ${object(schema, "")}`
    : `export type ${name} = ${type(schema, "")};`.replace("= \n", "=\n");
}

function type(schema: Schema, indent: string): string {
  switch (schema.kind) {
    case "ref":
      return schema.name;
    case "nullable":
      return `${type(schema.schema, indent)} | null`;
    case "object":
      return object(schema, indent);
    case "map":
      return `Readonly<Record<string, ${type(schema.values, indent)}>>`;
    case "union":
      return union(schema.members.map((member) => type(member.schema, indent)));
    case "intersection":
      return schema.members.map((member) => group(type(member, indent))).join(" & ");
    case "enum":
      return union(schema.values.map((value) => JSON.stringify(value)));
    case "const":
      return JSON.stringify(schema.value);
    case "list":
      return `readonly ${schema.items === false ? "never" : group(type(schema.items, indent))}[]`;
    case "scalar":
      return schema.type === "integer" ? "number" : schema.type;
    case "null":
      return "null";
    case "any":
      return "unknown";
    case "never":
      return "never";
  }
}

function object(schema: ObjectSchema, indent: string): string {
  const inner = `${indent}  `;
  const members = schema.properties.map((each) => property(each, inner));
  // Members that `additionalProperties` allows on purpose, not those that any JSON object may have.
  if (typeof schema.additional === "object")
    members.push(`${inner}readonly [name: string]: ${others(schema, inner)};\n`);
  return `{\n${members.join("")}${indent}}`;
}

/** What a member without a name of its own may be. TypeScript wants the named ones to be among it. */
function others({ additional, properties }: ObjectSchema, indent: string): string {
  const types = [additional as Schema, ...properties.map(({ schema }) => schema)].map((each) => type(each, indent));
  if (types.includes("unknown")) return "unknown";
  return [...new Set([...types, ...(properties.some(({ optional }) => optional) ? ["undefined"] : [])])].join(" | ");
}

function property({ name, schema, optional }: Property, indent: string): string {
  return `${comment(schema.docs, indent)}${indent}readonly ${key(name)}${optional ? "?" : ""}: ${type(schema, indent)};\n`;
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

function union(members: readonly string[]): string {
  const line = members.join(" | ");
  return line.length > 90 ? `\n  | ${members.join("\n  | ")}` : line;
}

function group(text: string): string {
  return /[ |&]/.test(text) && !text.startsWith("{") ? `(${text})` : text;
}

function comment(docs: Docs | undefined, indent: string): string {
  const words = docs?.description ?? docs?.summary;
  return words === undefined
    ? ""
    : `${indent}/** ${words.trim().replaceAll(/\s+/g, " ").replaceAll("*/", "*\\/")} */\n`;
}
