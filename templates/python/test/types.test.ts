import { expect, test } from "vitest";
import { openapi, print, textOf } from "./generate.js";

async function typeOf(schemas: string, file: string): Promise<string> {
  return textOf(await print(openapi({ schemas })), `src/acme_sdk/types/${file}.py`);
}

test("an object is a model: fields in snake case with their names on the wire, what may be absent has a default", async () => {
  const schemas = `
Room:
  type: object
  description: Where people meet.
  required: [id, createdAt, note]
  properties:
    id: { type: string, description: Its id., readOnly: true }
    createdAt: { type: string, format: date-time }
    note: { type: [string, "null"] }
    seats: { type: integer }
    size: { type: [number, "null"], deprecated: true }
    class: { type: string }
    model_config: { type: boolean }
    2fa: { type: boolean }
`;
  expect(await typeOf(schemas, "room")).toBe(`from typing import Annotated

from parlance_runtime.codegen.v1 import DateTime, Model, Number, wire


class Room(Model):
    """Where people meet."""

    id: str
    """Its id.

    Only in answers.
    """

    created_at: Annotated[DateTime, wire("createdAt")]

    note: str | None

    seats: int | None = None

    size: Number | None = None
    """Deprecated."""

    class_: Annotated[str | None, wire("class")] = None

    model_config_: Annotated[bool | None, wire("model_config")] = None

    n2fa: Annotated[bool | None, wire("2fa")] = None`);
});

test("a name that Python would take for another one is spelled as that one, and keeps its name on the wire", async () => {
  const schemas = `
µRoom:
  type: object
  properties:
    nº: { type: string }
    größeµm: { type: string }
`;
  const text = await typeOf(schemas, "μ_room");
  expect(text).toContain('no: Annotated[str | None, wire("nº")]');
  expect(text).toContain('größeμm: Annotated[str | None, wire("größeµm")]');
});

test("an enum is open", async () => {
  const schemas = `
Status: { type: string, enum: [on, off, 'it"s'] }
Level: { type: integer, enum: [1, 2], x-parlance-closed: true }
Mixed: { enum: [1, auto, 1.5, null] }
`;
  const printed = await print(openapi({ schemas }));
  expect(textOf(printed, "src/acme_sdk/types/status.py")).toContain(
    `Status: TypeAlias = Literal["on", "off", "it\\"s"] | str`,
  );
  expect(textOf(printed, "src/acme_sdk/types/level.py")).toContain("Level: TypeAlias = Literal[1, 2]");
  expect(textOf(printed, "src/acme_sdk/types/mixed.py")).toContain("Mixed: TypeAlias = ");
});

test("a tagged union names its members' tags and keeps unknown ones", async () => {
  const schemas = `
Shape:
  oneOf: [{ $ref: "#/components/schemas/Circle" }, { $ref: "#/components/schemas/Square" }]
  discriminator: { propertyName: kind, mapping: { circle: "#/components/schemas/Circle", ring: "#/components/schemas/Circle", square: "#/components/schemas/Square" } }
Circle: { type: object, required: [kind], properties: { kind: { type: string } } }
Square: { type: object, required: [kind], properties: { kind: { type: string } } }
`;
  expect(await typeOf(schemas, "shape")).toContain(
    `Shape: TypeAlias = Annotated[Annotated[Circle, Member("circle")] | Annotated[Circle, Member("ring")] | Annotated[Square, Member("square")] | UnknownMember, TaggedUnion("kind")]`,
  );
});

test("types that refer to each other in a circle share a module; an alias in a circle is resolved later", async () => {
  const schemas = `
Folder: { type: object, properties: { parent: { $ref: "#/components/schemas/Entry" } } }
Entry: { type: object, properties: { folder: { $ref: "#/components/schemas/Folder" }, icon: { $ref: "#/components/schemas/Icon" } } }
Icon: { type: object, properties: { name: { type: string } } }
Tree: { type: array, items: { $ref: "#/components/schemas/Tree" } }
`;
  const printed = await print(openapi({ schemas }));
  const text = textOf(printed, "src/acme_sdk/types/entry.py");
  expect(text).toContain("class Entry(Model):");
  expect(text).toContain("class Folder(Model):");
  expect(text).toContain("from acme_sdk.types.icon import Icon");
  expect(printed.files.map(({ path }) => path)).not.toContain("src/acme_sdk/types/folder.py");
  expect(textOf(printed, "src/acme_sdk/types/tree.py")).toContain(`Tree = TypeAliasType("Tree", "list[Tree]")`);
});

test("anonymous schemas have names of their own, in the module of what they stand in", async () => {
  const schemas = `
Room:
  type: object
  properties:
    owner: { type: object, properties: { name: { type: string } } }
    state: { type: string, enum: [open, closed] }
    tags: { type: object, additionalProperties: { type: array, items: { type: string } } }
`;
  const text = await typeOf(schemas, "room");
  expect(text).toContain("class RoomOwner(Model):");
  expect(text).toContain("    owner: RoomOwner | None = None");
  expect(text).toContain(`RoomState: TypeAlias = Literal["open", "closed"] | str`);
  expect(text).toContain("    tags: dict[str, list[str]] | None = None");
});

test("a type may be called as one of the runtime or the language", async () => {
  const schemas = `
Model: { type: object, properties: { date: { $ref: "#/components/schemas/Date" }, list: { type: array, items: { type: string } } } }
Date: { type: string, format: date }
None: { type: string, enum: [a, b] }
`;
  const printed = await print(openapi({ schemas }));
  const model = textOf(printed, "src/acme_sdk/types/model.py");
  expect(model).toContain("Model as Model2");
  expect(model).toContain("class Model(Model2):");
  expect(model).toContain(`list_: Annotated[list[str] | None, wire("list")] = None`);
  expect(textOf(printed, "src/acme_sdk/types/date.py")).toContain("Date: TypeAlias = Date2");
  expect(textOf(printed, "src/acme_sdk/types/none.py")).toContain("None_: TypeAlias");
});

test("text of the document cannot leave its docstring", async () => {
  const schemas = `
Room: { type: object, description: 'Ends with a quote"', properties: { a: { type: string, description: '""" and \\n' } } }
`;
  const text = await typeOf(schemas, "room");
  expect(text).toContain(`"""Ends with a quote" """`);
  expect(text).toContain(`"""\\"\\"\\" and \\\\n"""`);
});

test("an intersection that has no counterpart is told, and holds anything", async () => {
  const schemas = `
Odd: { type: object, properties: { a: { allOf: [{ type: string }, { type: integer }] } } }
`;
  const printed = await print(openapi({ schemas }));
  expect(textOf(printed, "src/acme_sdk/types/odd.py")).toContain("    a: object = None");
  expect(printed.diagnostics.map(({ code }) => code)).toContain("intersection-unsupported");
});

test("members of a type that an object does not name are told of, and kept", async () => {
  const schemas = `
Scores: { type: object, properties: { best: { type: string } }, additionalProperties: { type: integer } }
`;
  const printed = await print(openapi({ schemas }));
  expect(printed.diagnostics).toMatchObject([{ code: "extra-members-untyped", severity: "info" }]);
});
