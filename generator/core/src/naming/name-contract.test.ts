import { expect, test } from "vitest";
import { liftedExtensions } from "../lift/lifted-from.js";
import { choice, contractWith, object, operation, parameter, place, schemas, text } from "../testing/contracts.js";
import { snakeSpelling } from "../testing/spelling.js";
import { nameContract } from "./name-contract.js";
import type { NamedContract } from "./named-contract.js";
import type { Spelling } from "./spelling.js";

test("every sort of name is spelled by its own rules", () => {
  const { types, root, client, files } = name({
    schemas: schemas({ "2fa-code": object({ "2fa": text }) }),
    operations: [operation({ id: "user-rooms.import", parameters: [parameter("X-From", "header")] })],
  });
  expect(client).toBe("ACME_api");
  expect(types.get("2fa-code")).toMatchObject({ name: "N2faCode", file: "n2fa_code", fields: [{ name: "n2fa" }] });
  expect(root.children[0]).toMatchObject({ property: "user_rooms", className: "UserRooms" });
  expect(files[1]?.operations[0]).toMatchObject({
    constant: "USER_ROOMS_IMPORT",
    method: "import_",
    parameters: [{ key: "x_from", argument: "a_x_from" }],
    types: { params: "UserRoomsImportArguments" },
  });
});

test("a reserved word gets an underscore, and a name of ours makes a parameter take its place as prefix", () => {
  const { files } = name({
    operations: [operation({ id: "a", parameters: ["from", "body"].map((each) => parameter(each, "query")) })],
  });
  expect(files[0]?.operations[0]?.parameters.map(({ key }) => key)).toEqual(["from_", "query_body"]);
});

test("fields that are spelled alike get numbers, and the one that is spelled so on the wire gets none", () => {
  const { types } = name({
    schemas: schemas({ user: object({ UserName: text, user_name: text, "user-name": text, json: text }) }),
  });
  expect(types.get("user")?.fields).toEqual([
    { property: "UserName", name: "user_name2" },
    { property: "user_name", name: "user_name" },
    { property: "user-name", name: "user_name3" },
    { property: "json", name: "json_" },
  ]);
});

test("values of an enum are named by the author, by themselves or by their signs", () => {
  const values = ["+1", "-1", "a-b", "A_B", "", null, 7];
  const { types } = name({
    schemas: schemas({
      plain: { kind: "enum", base: "mixed", values, open: true, place },
      told: { kind: "enum", base: "integer", values: [1, 2], names: ["one", "two"], open: true, place },
    }),
  });
  expect(types.get("plain")?.values.map((each) => each.name)).toEqual([
    "PLUS_1",
    "MINUS_1",
    "A_B2",
    "A_B",
    "EMPTY",
    "NULL",
    "N7",
  ]);
  expect(types.get("told")?.values).toEqual([
    { value: 1, name: "ONE" },
    { value: 2, name: "TWO" },
  ]);
});

test("values that are unique in the module begin with their enum, and step aside for its types", () => {
  const spelling: Spelling = { ...snakeSpelling, values: { letterCase: "pascal", scope: "module" } };
  const { types } = name({ schemas: schemas({ status: choice("on", "off"), statusOff: text }) }, spelling);
  expect(types.get("status")?.values.map((each) => each.name)).toEqual(["StatusOn", "StatusOff2"]);
});

test("without rules, fields and values are as on the wire", () => {
  const { fields: _, values: __, ...spelling } = snakeSpelling;
  const { types } = name({ schemas: schemas({ a: object({ "x-y": text }), b: choice("A B") }) }, spelling);
  expect(types.get("a")?.fields).toEqual([{ property: "x-y", name: "x-y" }]);
  expect(types.get("b")?.values).toEqual([{ value: "A B", name: "A B" }]);
});

test("a lifted schema steps aside for the document's names, and is in its origin's file", () => {
  const origin = { kind: "schema", name: "user" } as const;
  const lifted = { ...object({}), extensions: liftedExtensions(undefined, origin) };
  const { types } = name({ schemas: schemas({ userRole: lifted, user: object({}), user_role: text }) });
  expect(types.get("userRole")).toMatchObject({ name: "UserRole2", file: "user" });
  expect(types.get("user_role")).toMatchObject({ name: "UserRole", file: "user_role" });
});

test("companions of a type step aside for schemas", () => {
  const shape = { kind: "union", rule: "one", members: [], open: true, place } as const;
  const { types } = name({ schemas: schemas({ shape, ShapeUnion: text, form: shape }) });
  expect(types.get("shape")?.companions).toEqual(["ShapeUnionType"]);
  expect(types.get("form")?.companions).toEqual(["FormUnion"]);
});

test("files are cut to the language's length, and stay apart", () => {
  const { types } = name({ schemas: schemas({ aVeryLongName: text, aVeryLongNumber: text, import: text }) });
  expect([...types.values()].map(({ file }) => file)).toEqual(["a_very_long_", "a_very_long_2", "import_"]);
});

test("without a module of its own, the realtime client steps aside for everything else", () => {
  expect(name({ schemas: schemas({ realtime: text }) }).realtime).toBe("Realtime2");
});

function name(given: Parameters<typeof contractWith>[0], spelling: Spelling = snakeSpelling): NamedContract {
  const { named, diagnostics } = nameContract(contractWith(given), spelling, { environmentPrefix: "ACME" });
  expect(diagnostics).toEqual([]);
  return named;
}
