import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { docLines } from "../src/code/doc-lines.js";
import { runtimeModule, socketModule } from "../src/code/runtime.js";
import { openapi, print, textOf } from "./generate.js";

async function typesOf(schemas: string): Promise<string> {
  return textOf(await print(openapi({ schemas })), "types.go");
}

test("an object is a struct: pointers where absence matters, a Field where null does too", async () => {
  const schemas = `
Room:
  type: object
  description: Where people meet.
  required: [id, createdAt, note, tags, owner, kind]
  properties:
    id: { type: string, description: Its id., readOnly: true }
    createdAt: { type: string, format: date-time }
    note: { type: [string, "null"] }
    kind: { const: room }
    seats: { type: integer }
    size: { type: [number, "null"], deprecated: true }
    tags: { type: array, items: { type: string } }
    labels: { type: object, additionalProperties: { type: string } }
    owner: { $ref: "#/components/schemas/Owner" }
    other: { $ref: "#/components/schemas/Owner" }
    free: {}
Owner: { type: object, properties: { id: { type: string } } }
`;
  expect(await typesOf(schemas)).toContain(`// Where people meet.
type Room struct {
	// Its id.
	//
	// Only in answers.
	ID        string       \`json:"id"\`
	CreatedAt runtime.Time \`json:"createdAt"\`
	Note      *string      \`json:"note"\`
	Kind      string       \`json:"kind" const:"\\"room\\""\`
	Seats     *int64       \`json:"seats,omitzero"\`
	// Deprecated: see the contract.
	Size   runtime.Field[float64] \`json:"size,omitzero"\`
	Tags   []string               \`json:"tags"\`
	Labels map[string]string      \`json:"labels,omitzero"\`
	Owner  Owner                  \`json:"owner"\`
	Other  *Owner                 \`json:"other,omitzero"\`
	Free   runtime.Field[any]     \`json:"free,omitzero"\`
	// Extra holds the members that the contract does not name.
	Extra map[string]json.RawMessage \`json:"-"\`
}`);
});

test("an enum is a type with constants, and open", async () => {
  const text = await typesOf(`
Status: { type: string, enum: [on, "in progress", 'it"s'] }
Level: { type: integer, enum: [1, -1], x-parlance-closed: true }
Mixed: { enum: [1, auto, null] }
`);
  expect(text).toContain(`// Status is one of several values.
//
// The platform may add values.
type Status string

// The values of Status that the contract names.
const (
	StatusOn         Status = "on"
	StatusInProgress Status = "in progress"
	StatusItS        Status = "it\\"s"
)`);
  expect(text).toContain("\tLevelMinus1 Level = -1\n");
  expect(text).toContain("type Mixed = any");
});

test("a tagged union of structs is sealed and keeps unknown members", async () => {
  const printed = await print(
    openapi({
      schemas: `
Shape:
  oneOf: [{ $ref: "#/components/schemas/Circle" }, { $ref: "#/components/schemas/Square" }]
  discriminator: { propertyName: kind, mapping: { circle: "#/components/schemas/Circle", ring: "#/components/schemas/Circle", square: "#/components/schemas/Square" } }
Circle: { type: object, required: [kind], properties: { kind: { type: string } } }
Square: { type: object, required: [kind], properties: { kind: { type: string } } }
`,
    }),
  );
  const text = textOf(printed, "types.go");
  expect(text).toContain("type ShapeValue interface{ isShape() }");
  expect(text).toContain("func (*Circle) isShape() {}");
  expect(text).toContain(`	return codegen.UnmarshalTagged(data, &v.Value, "kind", []codegen.Member{
		{Tags: []string{"circle", "ring"}, New: codegen.New[Circle]},
		{Tags: []string{"square"}, New: codegen.New[Square]},
	}, func(kept runtime.Unknown) ShapeValue {
		return &UnknownMember{kept}
	})`);
  expect(textOf(printed, "types_unknown.go")).toContain("type UnknownMember struct{ runtime.Unknown }");
});

test("a union of structs without tag is sealed too, whatever its members are called", async () => {
  const printed = await print(
    openapi({
      schemas: `
Source: { anyOf: [{ $ref: "#/components/schemas/Card" }, { $ref: "#/components/schemas/Nested" }] }
Nested: { oneOf: [{ $ref: "#/components/schemas/Alias" }, { $ref: "#/components/schemas/Account" }] }
Alias: { $ref: "#/components/schemas/Card" }
Card: { type: object, required: [number], properties: { number: { type: string } } }
Account: { type: object, required: [iban], properties: { iban: { type: string } } }
`,
    }),
  );
  const text = textOf(printed, "types.go");
  expect(text).toContain("type SourceValue interface{ isSource() }");
  expect(text).toContain("func (*Card) isSource() {}\n\nfunc (*Nested) isSource() {}");
  expect(text).toContain("func (*Card) isNested() {}");
  expect(text).toContain(`	return codegen.UnmarshalUntagged(data, &v.Value, []codegen.Member{
		{New: codegen.New[Card]},
		{New: codegen.New[Nested]},
	}, func(kept runtime.Unknown) SourceValue {
		return &UnknownMember{kept}
	})`);
});

test("a mixed union holds anything, keeps the same unknown members, and names each type of Go once", async () => {
  const printed = await print(
    openapi({
      schemas: `
Either: { oneOf: [{ type: string }, { $ref: "#/components/schemas/Name" }, { $ref: "#/components/schemas/Circle" }] }
Name: { type: string, minLength: 1 }
Circle: { type: object, required: [kind], properties: { kind: { type: string } } }
Text: { oneOf: [{ type: string }, { $ref: "#/components/schemas/Name" }] }
`,
    }),
  );
  const text = textOf(printed, "types.go");
  expect(text).toContain(`	// Value is one of string, *Circle; any other member is kept as it came, as *UnknownMember.
	Value any`);
  expect(text).toContain(`	return codegen.UnmarshalUntagged(data, &v.Value, []codegen.Member{
		{New: codegen.New[string], Value: codegen.ValueOf[string]},
		{New: codegen.New[Circle]},
	}, func(kept runtime.Unknown) any {
		return &UnknownMember{kept}
	})`);
  expect(text).toContain("// Value is a string; any other member is kept");
  expect(textOf(printed, "types_unknown.go")).toContain("type UnknownMember struct{ runtime.Unknown }");
});

test("what cannot be typed is told, and held as it comes", async () => {
  const printed = await print(
    openapi({
      schemas: `
Odd: { type: object, properties: { a: { allOf: [{ type: string }, { type: integer }] } }, additionalProperties: { type: integer } }
`,
    }),
  );
  expect(printed.diagnostics.map(({ code }) => code)).toEqual(["intersection-unsupported", "extra-members-untyped"]);
  expect(textOf(printed, "types.go")).toContain('A runtime.Field[any] `json:"a,omitzero"`');
});

test("two names that become one are an error, and nothing is printed", async () => {
  const { files, diagnostics } = await print(
    openapi({ schemas: "user_id: { type: string }\nUserId: { type: string }" }),
  );
  expect(files).toEqual([]);
  expect(diagnostics).toMatchObject([{ code: "name-clash", severity: "error" }]);
});

test("comments are such as gofmt leaves them", () => {
  const text = ["# Title", "", "", "- one", "\tcode ``x''", "[ref]: there", "```", "end", ""];
  expect(docLines(text)).toEqual(["Title.", "", "  - one", '    code "x"', "    Link [ref]: there", "    end"]);
  expect(docLines(["Do:", "1) one", "", "2) two", "* more", "", "End"])).toEqual([
    "Do:",
    " 1. one",
    " 2. two",
    "    * more",
    "",
    "End.",
  ]);
});

test("a comment of a list alone keeps its lines", () => {
  expect(docLines(["* one.", "", "* two."])).toEqual(["* one.", "", "* two."]);
});

test("the versions that SDKs ask for are those of the runtime", () => {
  const module = readFileSync(new URL("../../../packages/runtime/go/go.mod", import.meta.url), "utf8");
  const { version } = JSON.parse(
    readFileSync(new URL("../../../packages/runtime/go/package.json", import.meta.url), "utf8"),
  ) as { readonly version: string };
  expect(module).toContain(`module ${runtimeModule.path}\n`);
  expect(module).toContain(`${socketModule.path} ${socketModule.version}\n`);
  expect(runtimeModule.version).toBe(`v${version}`);
});
