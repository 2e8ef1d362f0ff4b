import { mkdir, symlink } from "node:fs/promises";
import path from "node:path";

import { describe, expect, it } from "vitest";

import { readContract } from "./read-contract.js";
import { codesOf, contractOf, folderOf, readFiles, readParts } from "./testing/read-documents.js";

const head = 'openapi: 3.1.0\ninfo: { title: Test, version: "1" }\n';

/** What a text alone as the document leads to. */
async function refusalOf(text: string | Uint8Array, name = "openapi.yaml"): Promise<string[]> {
  const result = await readFiles({ [name]: text });
  expect(result.contract).toBeUndefined();
  for (const { place, help } of result.diagnostics) expect([place.file, help]).toEqual([name, expect.any(String)]);
  return codesOf(result);
}

describe("input that is no document", () => {
  it("is refused with file and line", async () => {
    expect(await refusalOf("openapi: 3.1.0\ninfo:\n  title: x\n   version: y\n")).toEqual(["!syntax-invalid 4"]);
    expect(await refusalOf('{\n "openapi": "3.1.0",\n "info": {,}\n}', "openapi.json")).toEqual(["!syntax-invalid 3"]);
    expect(await refusalOf("openapi: 3.1.0\ninfo: 1\ninfo: 2\n")).toEqual(["!syntax-invalid 3"]);
    expect(await refusalOf(new Uint8Array([0, 1, 2]))).toEqual(["!syntax-invalid 1"]);
    expect(await refusalOf(Buffer.from(`${head}x: \xe9\n`, "latin1"))).toEqual(["!encoding-invalid 3"]);
    expect(await refusalOf(Buffer.from(`\uFEFF${head}`, "utf16le"))).toEqual(["!encoding-invalid 1"]);
    expect(await refusalOf(`${head}x: [1,\n .inf]\n`)).toEqual(["!syntax-invalid 4"]);
    expect(await refusalOf('{ "openapi": "3.1.0",\n "x": [1e999] }', "openapi.json")).toEqual(["!syntax-invalid 2"]);
    expect(await refusalOf(" \n")).toEqual(["!file-empty 1"]);
    expect(await refusalOf("hello: world\n")).toEqual(["!document-kind-unknown 1"]);
    expect(await refusalOf("- 1\n")).toEqual(["!document-kind-unknown 1"]);
    expect(await refusalOf("info: {}\nopenapi: 4.0.0\n")).toEqual(["!document-version-unsupported 2"]);
    expect(await refusalOf('{ "asyncapi": "1.2.0" }', "asyncapi.json")).toEqual(["!document-version-unsupported 1"]);
    expect(await refusalOf("openapi: 3.1.0\ninfo: []\npaths: 1\n")).toEqual([
      "!structure-invalid 2",
      "!structure-invalid 3",
    ]);
  });

  it("is a missing file, a folder, the other kind, or nothing", async () => {
    const cwd = await folderOf({ "asyncapi.yaml": "asyncapi: 3.0.0\ninfo: { title: x, version: '1' }\n" });
    await mkdir(path.join(cwd, "folder"));
    expect(codesOf(await readContract({ cwd, openapi: ["missing.yaml"] }))).toEqual(["!file-missing 1"]);
    expect(codesOf(await readContract({ cwd, openapi: ["folder"] }))).toEqual(["!file-unreadable 1"]);
    expect(codesOf(await readContract({ cwd, openapi: ["asyncapi.yaml"] }))).toEqual(["!document-kind-mismatch 1"]);
    expect(codesOf(await readContract({ cwd }))).toEqual(["!document-missing 1"]);
  });
});

describe("a text that the caller holds", () => {
  const document = "asyncapi: 3.0.0\ninfo: { title: Held, version: '1' }\nchannels: {}\n";

  it("is read in place of the file, or where there is none, and refers to the files beside it", async () => {
    const cwd = await folderOf({ "saved.yaml": "hello: world\n", "beside.yaml": "type: string\n" });
    const referring = `${document}components: { schemas: { A: { $ref: './beside.yaml' } } }\n`;
    const texts = { "saved.yaml": document, [path.join(cwd, "unsaved")]: referring };
    expect(contractOf(await readContract({ cwd, texts, asyncapi: ["saved.yaml"] })).info.title).toBe("Held");
    const unsaved = await readContract({ cwd, texts, asyncapi: ["unsaved"] });
    expect(codesOf(unsaved)).toEqual([]);
    expect(unsaved.files.map((file) => file.path)).toEqual(["unsaved", "beside.yaml"]);
  });

  it("is validated and refused like a file", async () => {
    const texts = { empty: " ", invalid: `${document}operations: { x: {} }\n` };
    expect(codesOf(await readContract({ texts, asyncapi: ["empty"] }))).toEqual(["!file-empty 1"]);
    expect(codesOf(await readContract({ texts, asyncapi: ["invalid"] }))).toContain("asyncapi-invalid 4");
  });
});

describe("what a parser passes over", () => {
  it("is a warning: a repeated key of JSON, a second document of YAML", async () => {
    const twice = '{ "openapi": "3.1.0", "info": { "title": "x", "version": "1" },\n "paths": {},\n "paths": {} }';
    expect(codesOf(await readFiles({ "openapi.json": twice }))).toEqual(["key-repeated 3"]);
    expect(codesOf(await readFiles({ "openapi.yaml": `${head}---\n${head}` }))).toEqual(["document-further-dropped 1"]);
  });
});

describe("a reference to what is no file", () => {
  it.each([".", "./", "../", "/dev/zero", "loop.yaml", "a%00b"])("%s names the line of the reference", async (ref) => {
    const text = `${head}components:\n  schemas:\n    A:\n      $ref: '${ref}'\n`;
    const cwd = await folderOf({ "openapi.yaml": text });
    await symlink("loop.yaml", path.join(cwd, "loop.yaml"));
    const result = await readContract({ cwd, documents: ["openapi.yaml"] });
    expect(codesOf(result)).toEqual(["!file-unreadable 5"]);
    expect(result.diagnostics[0]?.place.file).toBe("openapi.yaml");
  });

  it("shows an absolute path as one", async () => {
    const result = await readParts("components:\n  schemas:\n    A: { $ref: '/dev/zero' }\n");
    expect(result.diagnostics[0]?.message).toContain(" /dev/zero ");
  });
});

describe("hostile input", () => {
  const depth = 10_000;

  it.each([
    ["an operation id", (long: string) => `paths:\n  /a:\n    get: { operationId: ${long} }\n`, 5],
    ["a schema", (long: string) => `components:\n  schemas:\n    ${long}: { type: string }\n`, 5],
    ["a tag", (long: string) => `paths:\n  /a:\n    get: { operationId: a, tags: [${long}] }\n`, 5],
  ])("is refused when the name of %s is too long to be spelled", async (_, parts, line) => {
    expect(await refusalOf(head + parts("X".repeat(1_000_000)))).toEqual([`!name-too-long ${line}`]);
  });

  it("is refused when it is nested too deep", async () => {
    const nested = "[".repeat(depth) + "]".repeat(depth);
    const padding = " ".repeat(50_000_000);
    expect(await refusalOf(`{ "openapi": "3.1.0", "x": ${nested}${padding}}`, "openapi.json")).toEqual([
      "!nesting-too-deep 1",
    ]);
    expect(await refusalOf(`{ "openapi": "3.1.0", "x": ${"[".repeat(depth)}`, "openapi.json")).toEqual([
      "!nesting-too-deep 1",
    ]);
    expect(await refusalOf(`${head}x: ${nested}`)).toEqual(["!nesting-too-deep 3"]);
    const block = Array.from({ length: 600 }, (_, level) => `${" ".repeat(level)}a:`).join("\n");
    expect(await refusalOf(`${block} 1\n`)).toEqual(["!nesting-too-deep 500"]);
  });

  it("is refused when it is too large", async () => {
    expect(await refusalOf(new Uint8Array(64 * 1024 * 1024 + 1))).toEqual(["!file-too-large 1"]);
  });

  it("is refused when its aliases explode or contain themselves", async () => {
    const lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"];
    for (let level = 1; level < 12; level += 1)
      lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(", ")}]`);
    expect(await refusalOf(`${head}${lines.join("\n")}\n`)).toEqual(["!expansion-too-large 9"]);
    expect(await refusalOf(`${head}a: &a\n  b: *a\n`)).toEqual(["!alias-circular 3"]);
  });

  it("is left aside when it is wrong in small things", async () => {
    const result = await readParts(
      [
        "paths:",
        "  /a: 5",
        "  /b:",
        "    get: { operationId: b, parameters: 3, responses: { '200': 7, '201': { content: [1] } } }",
        "    put: { operationId: c, parameters: [1, { name: 3 }, null], tags: {} }",
      ].join("\n"),
    );
    expect(contractOf(result).operations.map(({ id }) => id)).toEqual(["b", "c"]);
    expect(codesOf(result)).toEqual([
      "member-invalid 4",
      "member-invalid 6",
      "member-invalid 6",
      "member-invalid 6",
      "member-invalid 7",
      "parameter-unsupported 7",
    ]);
  });
});

describe("references", () => {
  it("that lead nowhere are errors", async () => {
    const result = await readParts(
      [
        "paths:",
        "  /a:",
        "    get:",
        "      operationId: a",
        "      responses:",
        "        '200': { $ref: '#/components/responses/Missing' }",
        "        '400':",
        "          $ref: '#/components/responses/Loop'",
        "components:",
        "  responses: { Loop: { $ref: '#/components/responses/Loop' } }",
        "  schemas:",
        "    A: { $ref: '#/components/schemas/B' }",
        "    B: { $ref: '#/components/schemas/A' }",
        "    C: { $ref: 'https://example.com/c.json' }",
        "    D: { $ref: 5 }",
        "    E: { $ref: 'other.yaml#/E' }",
        "    F: { allOf: [{ $ref: '#/components/schemas/G' }] }",
        "    G: { oneOf: [{ $ref: '#/components/schemas/F' }, { type: string }] }",
      ].join("\n"),
    );
    expect(result.contract).toBeUndefined();
    expect(codesOf(result)).toEqual([
      "!ref-unresolved 8",
      "!ref-circular 10",
      "!ref-circular 14",
      "!ref-circular 15",
      "!ref-remote 16",
      "!ref-invalid 17",
      "!ref-unresolved 18",
      "!schema-circular 19",
    ]);
  });

  it("cross files, path items, parameters, responses and headers", async () => {
    const result = await readFiles({
      "openapi.yaml": `${head}paths:\n  /tunnels/{tunnel}: { $ref: 'openapi/tunnels.yaml#/tunnel' }\n`,
      "openapi/tunnels.yaml": [
        "tunnel:",
        "  get:",
        "    operationId: tunnels.get",
        "    parameters: [{ $ref: 'common.yaml#/parameters/Tunnel' }]",
        "    responses:",
        "      '200': { $ref: 'common.yaml#/responses/Tunnel' }",
      ].join("\n"),
      "openapi/common.yaml": [
        "parameters:",
        "  Tunnel: { name: tunnel, in: path, required: true, schema: &id { type: string } }",
        "headers:",
        "  ETag: { schema: *id }",
        "responses:",
        "  Tunnel:",
        "    description: A tunnel.",
        "    headers: { ETag: { $ref: '#/headers/ETag' } }",
        "    content: { application/json: { schema: { $ref: '../schemas/tunnels.yaml#/Tunnel' } } }",
      ].join("\n"),
      "schemas/tunnels.yaml":
        "Tunnel: { type: object, properties: { peer: { $ref: '#/Tunnel' }, kind: { $ref: kind.json } } }\n",
      "schemas/kind.json": '{ "enum": ["http", "tcp"] }',
    });
    const contract = contractOf(result);
    expect(contract.operations).toMatchObject([
      {
        id: "tunnels.get",
        parameters: [{ name: "tunnel", schema: { kind: "scalar" } }],
        responses: [{ headers: [{ name: "ETag" }], contents: [{ schema: { kind: "ref", name: "Tunnel" } }] }],
        place: { file: "openapi/tunnels.yaml", line: 2 },
      },
    ]);
    expect(contract.schemas.map(({ name, schema }) => [name, schema.place])).toEqual([
      ["Tunnel", { file: "schemas/tunnels.yaml", line: 1 }],
      ["kind", { file: "schemas/kind.json", line: 1 }],
    ]);
    expect(result.files.map(({ path: file }) => file)).toEqual([
      "openapi.yaml",
      "openapi/tunnels.yaml",
      "openapi/common.yaml",
      "schemas/tunnels.yaml",
      "schemas/kind.json",
    ]);
    expect(result.files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("keep a name that an alias repeats", async () => {
    const result = await readFiles({
      "openapi.yaml": `${head}components: { schemas: { Thing: { $ref: 'things.yaml#/Thing' } } }\n`,
      "things.yaml": "Thing: { type: string }\n",
    });
    expect(contractOf(result).schemas).toMatchObject([{ name: "Thing", schema: { kind: "scalar" } }]);
  });
});

describe("a schema that is a whole file", () => {
  const side = "type: string\nenum: [buy, sell]\n";
  const schemas = (text: string) => ({
    "openapi.yaml": `${head}components: { schemas: { ${text} } }\n`,
    "side.yaml": side,
  });
  const shapesOf = async (text: string) =>
    contractOf(await readFiles(schemas(text))).schemas.map(({ name, schema }) => [
      name,
      schema.kind === "ref" ? schema.name : schema.kind,
    ]);

  it("has the name of the component that refers to it", async () => {
    expect(await shapesOf("Side: { $ref: ./side.yaml }")).toEqual([["Side", "enum"]]);
  });

  it("has it also where the file is referred to directly", async () => {
    const order = "Order: { type: object, properties: { side: { $ref: ./side.yaml } } }";
    const contract = contractOf(await readFiles(schemas(`${order}, Side: { $ref: ./side.yaml }`)));
    expect(contract.schemas).toMatchObject([
      { name: "Order", schema: { properties: [{ schema: { kind: "ref", name: "Side" } }] } },
      { name: "Side", schema: { kind: "enum" } },
    ]);
  });

  it("has the first component's name if there are several", async () => {
    expect(await shapesOf("Side: { $ref: ./side.yaml }, Way: { $ref: ./side.yaml }")).toEqual([
      ["Side", "enum"],
      ["Way", "Side"],
    ]);
  });

  it("has the file's name where no component refers to it, and the one it says itself before all", async () => {
    const order = "Order: { type: object, properties: { side: { $ref: ./side.yaml } } }";
    expect(await shapesOf(order)).toEqual([
      ["Order", "object"],
      ["side", "enum"],
    ]);
    const named = { ...schemas("Side: { $ref: ./side.yaml }"), "side.yaml": `${side}x-parlance-name: Direction\n` };
    const names = contractOf(await readFiles(named)).schemas.map(({ name }) => name);
    expect(names).toEqual(["Direction", "Side"]);
  });
});

describe("names", () => {
  const files = (thing: string) => ({
    "openapi.yaml": `${head}components: { schemas: { A: { $ref: 'a.yaml#/Thing' }, B: { $ref: 'b.yaml#/Thing' } } }\n`,
    "a.yaml": "Thing: { type: object, properties: { a: { type: string } } }\n",
    "b.yaml": `${thing}\n`,
  });

  it("that clash are errors at both places", async () => {
    const result = await readFiles(files("Thing: { type: object, properties: { b: { type: string } } }"));
    expect(codesOf(result)).toEqual(["!schema-name-clash 1"]);
    expect(result.diagnostics[0]).toMatchObject({
      place: { file: "b.yaml" },
      message: expect.stringContaining("a.yaml:1"),
    });
  });

  it("may be shared by equal schemas", async () => {
    const result = await readFiles(
      files("Thing: { description: same, type: object, properties: { a: { type: string } } }"),
    );
    expect(contractOf(result).schemas.map(({ name }) => name)).toEqual(["A", "B", "Thing"]);
  });

  it("of operations and channels keep x-parlance-name for printers", async () => {
    const operation = "{ operationId: a, x-parlance-name: things.list, responses: { '204': { description: OK } } }";
    const rest = `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /a: { get: ${operation} } }\n`;
    const channels = "channels: { c: { address: c, x-parlance-name: chat } }";
    const events = `asyncapi: 3.0.0\ninfo: { title: T, version: '1' }\n${channels}\n`;
    const { operations } = contractOf(await readFiles({ "openapi.yaml": rest }));
    expect(operations[0]?.extensions).toEqual({ "x-parlance-name": "things.list" });
    const {
      channels: [channel],
    } = contractOf(await readFiles({ "asyncapi.yaml": events }));
    expect(channel?.extensions).toEqual({ "x-parlance-name": "chat" });
  });

  it("are settled by x-parlance-name", async () => {
    const result = await readFiles(files("Thing: { x-parlance-name: Other, type: string }"));
    expect(contractOf(result).schemas.map(({ name }) => name)).toEqual(["A", "B", "Other", "Thing"]);
  });

  it("of operations are unique", async () => {
    const result = await readParts("paths:\n  /a:\n    get: { operationId: x }\n  /b:\n    get: { operationId: x }\n");
    expect(codesOf(result)).toEqual(["!operation-id-duplicate 7"]);
  });
});

describe("several documents", () => {
  it("must not declare the same call, security scheme or id differently", async () => {
    const scheme = (type: string) => `components: { securitySchemes: { s: { type: http, scheme: ${type} } } }\n`;
    const files = {
      "a.yaml": `${head}paths: { /a: { get: { operationId: a } } }\n${scheme("basic")}`,
      "b.yaml": `${head}paths: { /a: { get: { operationId: b } }, /c: { get: { operationId: a } } }\n${scheme("bearer")}`,
    };
    const result = await readFiles(files, { openapi: ["a.yaml", "b.yaml"] });
    expect(codesOf(result)).toEqual(["!operation-duplicate 3", "!operation-id-duplicate 3", "!security-name-clash 4"]);
    expect(new Set(result.diagnostics.map(({ place }) => place.file))).toEqual(new Set(["b.yaml"]));
  });
});

describe("strict", () => {
  it("makes warnings errors, and leaves information alone", async () => {
    const text = `${head}paths: { /a: { get: {} } }\ncomponents: { schemas: { A: { type: object, if: {} } } }\n`;
    const result = await readFiles({ "openapi.yaml": text }, { strict: true });
    expect(codesOf(result)).toEqual(["operation-id-derived 3", "!keyword-dropped 4"]);
    expect(result.contract).toBeUndefined();
  });
});
