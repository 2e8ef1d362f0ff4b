import type { Docs, NamedSchema, ObjectSchema, Property, Schema, UnionSchema } from "@parlance/contract";

type ByName = ReadonlyMap<string, Schema>;

const header = [
  "// Code generated from specs/ by scripts/write-frames.ts. DO NOT EDIT.",
  "",
  "package protocol",
  "",
  'import "encoding/json"',
  "",
];

/**
 * The Go file of the frames. Objects are structs, of which those with a `type` say it by a method; unions of them are interfaces.
 * Scalars and open objects stand where they are used, for they have no names in Go that a reader would look for. `reads` names the
 * union of what is read.
 */
export function goTypes(schemas: readonly NamedSchema[], reads: string): string {
  const byName: ByName = new Map(schemas.map(({ name, schema }) => [name, schema]));
  const unions = schemas.filter((each): each is NamedSchema & { schema: UnionSchema } => isFrames(each.schema, byName));
  const types = new Map<string, string[]>();
  for (const { name, schema } of schemas) {
    if (schema.kind === "object" && !isOpen(schema)) types.set(name, struct(name, schema, { byName, unions }));
    else if (isFrames(schema, byName)) types.set(name, frames(name, schema));
  }
  const roots = schemas.filter(({ schema }) => schema.place.file.endsWith("socket.yaml")).map(({ name }) => name);
  const reached = reach(roots, types);
  return [
    ...header,
    ...reached,
    ...unions.filter(({ name }) => name === reads).flatMap((union) => makers(union, byName)),
  ].join("\n");
}

/** The types that the first ones lead to; what stands behind an open value such as a filter is not among them. */
function reach(roots: readonly string[], types: ReadonlyMap<string, string[]>): string[] {
  const found = new Set<string>();
  const add = (name: string): void => {
    const lines = types.get(name);
    if (lines === undefined || found.has(name)) return;
    found.add(name);
    const code = lines.filter((line) => !line.trim().startsWith("//")).join("\n");
    for (const [word] of code.matchAll(/\w+/g)) add(word);
  };
  for (const root of roots) add(root);
  return [...types].flatMap(([name, lines]) => (found.has(name) ? lines : []));
}

interface Scope {
  readonly byName: ByName;
  readonly unions: readonly (NamedSchema & { readonly schema: UnionSchema })[];
}

function struct(name: string, schema: ObjectSchema, { byName, unions }: Scope): string[] {
  const tag = tagOf(schema);
  const fields = schema.properties.filter((each) => tag === undefined || each.name !== "type");
  const open = typeof schema.additional === "object";
  const of = unions.filter((union) => memberNames(union.schema).includes(name));
  return [
    ...comment(`${name}: ${words(schema.docs)}`, ""),
    `type ${name} struct {`,
    ...fields.flatMap((each) => field(name, each, byName)),
    ...(open
      ? ["\t// The frame as it came, with members that depend on what it answers.", '\tRaw json.RawMessage `json:"-"`']
      : []),
    "}",
    "",
    ...(tag === undefined
      ? []
      : [
          "// FrameType is what `type` says on the wire.",
          `func (*${name}) FrameType() string { return ${JSON.stringify(tag)} }`,
          "",
        ]),
    ...(of.length === 0 ? [] : [...of.map((union) => `func (*${name}) ${marker(union.name)}() {}`), ""]),
    ...fields.flatMap((each) =>
      isInline(each.schema) ? struct(name + goName(each.name), each.schema, { byName, unions }) : [],
    ),
  ];
}

/** An absent member is the zero value; a pointer stands where that is a value of its own: numbers, objects, and null. */
function field(parent: string, { name, schema, optional }: Property, byName: ByName): string[] {
  const plain = isInline(schema) ? parent + goName(name) : typeOf(schema, byName);
  const type = optional && (/^(int|float)/.test(plain) || isStruct(schema, byName)) ? `*${plain}` : plain;
  return [
    ...comment(words(schema.docs ?? (schema.kind === "ref" ? byName.get(schema.name)?.docs : undefined)), "\t"),
    `\t${goName(name)} ${type} \`json:"${name}${optional ? ",omitempty" : ""}"\``,
  ];
}

function typeOf(schema: Schema, byName: ByName): string {
  switch (schema.kind) {
    case "ref": {
      const target = byName.get(schema.name);
      if (target === undefined) return "json.RawMessage";
      return isStruct(schema, byName) || isFrames(target, byName) ? schema.name : typeOf(target, byName);
    }
    case "nullable": {
      const type = typeOf(schema.schema, byName);
      return /^(\*|\[\]|map|json|any)/.test(type) ? type : `*${type}`;
    }
    case "object":
      return "map[string]any";
    case "map":
      return schema.values.kind === "any" ? "json.RawMessage" : `map[string]${typeOf(schema.values, byName)}`;
    case "list":
      return schema.items === false ? "[]json.RawMessage" : `[]${typeOf(schema.items, byName)}`;
    case "enum":
      return typeof schema.values[0] === "number" ? "int64" : "string";
    case "const":
      return typeof schema.value === "number" ? "int64" : "string";
    case "scalar":
      return { integer: "int64", number: "float64", boolean: "bool", string: "string" }[schema.type];
    case "union":
    case "intersection":
      return "any";
    case "any":
    case "null":
    case "never":
      return "json.RawMessage";
  }
}

function frames(name: string, schema: UnionSchema): string[] {
  return [
    ...comment(
      `${name}: ${words(schema.docs)} One of ${memberNames(schema)
        .map((each) => `*${each}`)
        .join(", ")}.`,
      "",
    ),
    `type ${name} interface {`,
    "\t// FrameType is what `type` says on the wire.",
    "\tFrameType() string",
    `\t${marker(name)}()`,
    "}",
    "",
  ];
}

/** What gives an empty frame of a type, for whoever reads frames. */
function makers({ name, schema }: NamedSchema & { readonly schema: UnionSchema }, byName: ByName): string[] {
  const cases = memberNames(schema).flatMap((member) => [
    `\tcase ${JSON.stringify(tagOf(byName.get(member)))}:`,
    `\t\treturn new(${member})`,
  ]);
  return [
    `// new${name} gives an empty frame of this type; nil if the type is unknown.`,
    `func new${name}(frameType string) ${name} {`,
    "\tswitch frameType {",
    ...cases,
    "\t}",
    "\treturn nil",
    "}",
    "",
  ];
}

/** A union whose members are all objects that say their type. */
function isFrames(schema: Schema, byName: ByName): schema is UnionSchema {
  return schema.kind === "union" && memberNames(schema).every((name) => tagOf(byName.get(name)) !== undefined);
}

function memberNames(schema: UnionSchema): string[] {
  return schema.members.map(({ schema: member }) => (member.kind === "ref" ? member.name : ""));
}

function tagOf(schema: Schema | undefined): string | undefined {
  const type = schema?.kind === "object" ? schema.properties.find(({ name }) => name === "type")?.schema : undefined;
  return type?.kind === "const" ? String(type.value) : undefined;
}

function isStruct(schema: Schema, byName: ByName): boolean {
  const target = schema.kind === "ref" ? byName.get(schema.name) : schema;
  return target?.kind === "object" && !isOpen(target);
}

function isInline(schema: Schema): schema is ObjectSchema {
  return schema.kind === "object" && !isOpen(schema);
}

/** Whose members are data, of any name; a frame has its own members first. */
function isOpen(schema: ObjectSchema): boolean {
  return typeof schema.additional === "object" && tagOf(schema) === undefined;
}

function marker(union: string): string {
  return `is${union}`;
}

const initialisms: Readonly<Record<string, string>> = { id: "ID", ids: "IDs", ttl: "TTL", url: "URL" };

/** `connectionIds` is `ConnectionIDs`. */
export function goName(name: string): string {
  const parts = name
    .replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase())
    .match(/^[a-z0-9]+|[A-Z][a-z0-9]*/g);
  return (parts ?? [])
    .map((part) => initialisms[part.toLowerCase()] ?? part[0]?.toUpperCase() + part.slice(1))
    .join("");
}

function words(docs: Docs | undefined): string {
  return (docs?.description ?? docs?.summary ?? "").trim().replaceAll(/\s+/g, " ");
}

/** Lines of at most 110 characters. */
export function comment(text: string, indent: string): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + word.length > 110) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.map((line) => `${indent}// ${line}`);
}
