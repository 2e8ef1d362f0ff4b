import type { Docs, NamedSchema, ObjectSchema, Property, Schema } from "@parlance/contract";

const width = 120;

const header = [
  "# Generated from specs/ by scripts/write-frames.ts. Do not edit.",
  '"""The frames as they are on the wire: dictionaries that `json` reads and writes."""',
  "",
  "from __future__ import annotations",
  "",
  "from collections.abc import Mapping, Sequence",
  "from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict",
  "",
  "if TYPE_CHECKING:",
  "    from typing_extensions import NotRequired",
];

/**
 * The Python module of the frames' types: typed dictionaries, which cost nothing when they are read. Closed, because they say what
 * this version writes; what reads frames must expect more. Objects whose members are data of any name are mappings.
 */
export function pythonTypes(schemas: readonly NamedSchema[]): string {
  return `${[...header, ...schemas.flatMap(({ name, schema }) => declaration(name, schema))].join("\n")}\n`;
}

function declaration(name: string, schema: Schema): string[] {
  if (schema.kind !== "object" || isOpen(schema)) return alias(name, schema);
  if (schema.properties.some((each) => keywords.has(each.name))) return byFunction(name, schema);
  return [
    "",
    "",
    `class ${name}(TypedDict):`,
    ...docstring(schema.docs, "    "),
    ...(schema.properties.length > 0 ? [""] : []),
    ...schema.properties.flatMap((each) => [
      `    ${each.name}: ${member(each)}`,
      ...docstring(each.schema.docs, "    "),
    ]),
  ];
}

/** A type that has a member whose name is a keyword, as `from`. */
function byFunction(name: string, schema: ObjectSchema): string[] {
  const members = schema.properties.flatMap((each) => [
    ...comment(each.schema.docs, "        "),
    `        ${JSON.stringify(each.name)}: ${JSON.stringify(member(each))},`,
  ]);
  return [
    "",
    `${name} = TypedDict(`,
    `    ${JSON.stringify(name)},`,
    "    {",
    ...members,
    "    },",
    ")",
    ...docstring(schema.docs, ""),
  ];
}

/** A union names types that stand below it, so it is a text; the values of an enum are not. */
function alias(name: string, schema: Schema): string[] {
  const expression = type(schema);
  const members = schema.kind === "enum" ? expression : expression.split(" | ").join("\n    | ");
  const text = members.includes("\n") ? `"""\n    ${members}\n"""` : JSON.stringify(members);
  return ["", `${name}: TypeAlias = ${schema.kind === "enum" ? expression : text}`, ...docstring(schema.docs, "")];
}

function member({ schema, optional }: Property): string {
  return optional ? `NotRequired[${type(schema)}]` : type(schema);
}

function type(schema: Schema): string {
  switch (schema.kind) {
    case "ref":
      return schema.name;
    case "nullable":
      return `${type(schema.schema)} | None`;
    case "object":
      return "Mapping[str, object]";
    case "map":
      return `Mapping[str, ${type(schema.values)}]`;
    case "list":
      return `Sequence[${schema.items === false ? "object" : type(schema.items)}]`;
    case "union":
      return [...new Set(schema.members.map((each) => type(each.schema)))].join(" | ");
    case "enum":
      return `Literal[${schema.values.map((value) => JSON.stringify(value)).join(", ")}]`;
    case "const":
      return `Literal[${JSON.stringify(schema.value)}]`;
    case "scalar":
      return { integer: "int", number: "float", boolean: "bool", string: "str" }[schema.type];
    case "null":
      return "None";
    case "intersection":
    case "any":
    case "never":
      return "object";
  }
}

/** Whose members are data, of any name; a frame has its own members first. */
function isOpen(schema: ObjectSchema): boolean {
  return typeof schema.additional === "object" && !schema.properties.some(({ name }) => name === "type");
}

/** One line, or a first sentence and the rest of it below (PEP 257). */
function docstring(docs: Docs | undefined, indent: string): string[] {
  const text = textOf(docs);
  if (text === "") return [];
  if (indent.length + text.length + 6 <= width) return [`${indent}"""${text}"""`];
  const [, first = text, rest = ""] = /^(.*?\.)(?: (.*))?$/.exec(text) ?? [];
  if (rest === "") return [`${indent}"""`, ...wrapped(text, indent), `${indent}"""`];
  return [`${indent}"""${first}`, "", ...wrapped(rest, indent), `${indent}"""`];
}

function comment(docs: Docs | undefined, indent: string): string[] {
  const text = textOf(docs);
  return text === "" ? [] : wrapped(text, `${indent}# `);
}

function textOf(docs: Docs | undefined): string {
  const text = (docs?.description ?? docs?.summary ?? "").trim().replaceAll(/\s+/g, " ");
  return text.replaceAll("\\", "\\\\").replaceAll('"""', "'''");
}

/** Words on lines that are not too long. */
function wrapped(text: string, indent: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const joined = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && joined.length <= width) lines[lines.length - 1] = joined;
    else lines.push(indent + word);
  }
  return lines;
}

const keywords: ReadonlySet<string> = new Set(["and", "class", "from", "global", "import", "in", "is", "not", "or"]);
