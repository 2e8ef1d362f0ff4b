import type { Contract, Operation, Parameter, Schema } from "@parlance/contract";
import { nameContract, type NamedContract, type NamedResource } from "@parlance/generator";
import { expect, test } from "vitest";
import { contractOf, options } from "../../test/generate.js";
import { spelling } from "./spelling.js";

const place = { file: "api.yaml", line: 1 };
const text: Schema = { kind: "scalar", type: "string", place };

test("operation ids nest at dots, slashes and colons, and change to camelCase", async () => {
  const { named } = await name(["rooms.members.list", "repos/list-for-org", "users:get-by-id"]);
  expect(calls(named)).toEqual(["rooms.members.list", "repos.listForOrg", "users.getById"]);
});

test("an id without separators belongs to its first tag, and without a tag to the client", async () => {
  const { named } = await name([{ id: "listPets", tags: ["Pet store", "other"] }, "health"]);
  expect(calls(named)).toEqual(["health", "petStore.listPets"]);
});

test("reserved words get an underscore where they are reserved, and only there", async () => {
  const { named } = await name(["delete", "pets.delete", "pets.constructor", "pets.then"]);
  expect(calls(named)).toEqual(["delete", "pets.delete", "pets.constructor_", "pets.then_"]);
  expect(named.files[0]?.operations[0]?.constant).toBe("delete_");
});

test("constants step aside for the parameters of the methods that use them", async () => {
  const { named } = await name(["options", "params"]);
  expect(named.files[0]?.operations.map(({ constant }) => constant)).toEqual(["options_", "params_"]);
});

test("methods of the client step aside for those it has itself", async () => {
  const { named } = await name(["close", "toString", "url"]);
  expect(calls(named)).toEqual(["close_", "toString_", "url_"]);
});

test("no parameter is taken for the prototype", async () => {
  expect(await keys(["__proto__"])).toEqual(["queryProto"]);
});

test("a method steps aside for a resource of the same name", async () => {
  const { named } = await name(["rooms.members", "rooms.members.list"]);
  expect(calls(named)).toEqual(["rooms.members_", "rooms.members.list"]);
});

test("files of resources with long names are cut, and stay apart", async () => {
  const long = "x".repeat(400);
  const { named } = await name([`${long}.list`, `${long}y.list`]);
  expect(named.files.slice(1).map(({ file }) => file)).toEqual(["x".repeat(50), `${"x".repeat(50)}-resource`]);
});

test("two operations that are spelled alike are a clash that names both", async () => {
  const { diagnostics } = await name(["pets.list-all", "pets.listAll"]);
  expect(diagnostics.map(({ code }) => code)).toEqual(["name-clash"]);
  expect(diagnostics[0]?.message).toContain(`"pets.listAll" and "pets.list-all"`);
});

test("two schemas that are spelled alike are a clash", async () => {
  const contract = await contractWith([]);
  const schemas = ["user-name", "UserName"].map((each) => ({ name: each, schema: text }));
  expect(nameContract({ ...contract, schemas }, spelling, options).diagnostics.map(({ code }) => code)).toEqual([
    "name-clash",
  ]);
});

test("types of operations and classes of resources step aside for schemas", async () => {
  const contract = await contractWith([operation("pets.list")]);
  const schemas = ["PetsListParams", "Pets", "Acme", "Array"].map((each) => ({ name: each, schema: text }));
  const { named } = nameContract({ ...contract, schemas }, spelling, options);
  expect(named.root.children[0]?.className).toBe("PetsResource");
  expect(named.files[1]?.operations[0]?.types.params).toBe("PetsListCallParams");
  expect(named.client).toBe("Client");
  expect(named.types.get("Array")?.name).toBe("Array_");
});

test("parameters keep their names if they are identifiers, else become camelCase", async () => {
  expect(await keys(["per_page", "X-Trace-Id", "filter[name]", "@class"])).toEqual([
    "per_page",
    "xTraceId",
    "filterName",
    "class",
  ]);
});

test("parameters that clash, also with the body, get their place as prefix", async () => {
  const parameters = [parameter("id", "path"), parameter("id", "query"), parameter("body", "query")];
  const { named } = await name([{ ...operation("pets.get"), parameters }]);
  expect(named.files[1]?.operations[0]?.parameters.map(({ key }) => key)).toEqual(["pathId", "queryId", "queryBody"]);
});

test("the idempotency header is a call option and no parameter", async () => {
  const parameters = [parameter("Idempotency-Key", "header")];
  const { named } = await name([{ ...operation("pets.create"), parameters, idempotencyHeader: "Idempotency-Key" }]);
  expect(named.files[1]?.operations[0]?.parameters).toEqual([]);
});

test("a message whose payload has no name of its own gives it one", async () => {
  const contract = await contractWith([]);
  const messages = [{ name: "tunnel.opened", contentType: "application/json", payload: text, place }];
  expect([...nameContract({ ...contract, messages }, spelling, options).named.types.values()]).toMatchObject([
    { name: "TunnelOpenedPayload", schema: text },
  ]);
});

type Given = string | (Partial<Operation> & { readonly id: string });

function operation(id: string): Operation {
  return { id, method: "GET", path: "/", tags: [], parameters: [], responses: [], security: [], callbacks: [], place };
}

function parameter(name: string, where: Parameter["in"]): Parameter {
  return { name, in: where, required: false, schema: text, style: "form", explode: true, place };
}

async function name(given: readonly Given[]): Promise<ReturnType<typeof nameContract>> {
  const operations = given.map((each) =>
    typeof each === "string" ? operation(each) : { ...operation(each.id), ...each },
  );
  return nameContract(await contractWith(operations), spelling, options);
}

async function contractWith(operations: readonly Operation[]): Promise<Contract> {
  return { ...(await contractOf("openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\npaths: {}\n")), operations };
}

/** All calls as an application writes them. */
function calls({ root }: NamedContract): readonly string[] {
  return callsOf(root, "");
}

function callsOf({ operations, children }: NamedResource, prefix: string): readonly string[] {
  const nested = children.flatMap((each) => callsOf(each, `${prefix}${each.property}.`));
  return [...operations.map(({ method }) => prefix + method), ...nested];
}

async function keys(names: readonly string[]): Promise<readonly string[]> {
  const parameters = names.map((each) => parameter(each, "query"));
  const { named } = await name([{ ...operation("pets.list"), parameters }]);
  return named.files[1]?.operations[0]?.parameters.map(({ key }) => key) ?? [];
}
