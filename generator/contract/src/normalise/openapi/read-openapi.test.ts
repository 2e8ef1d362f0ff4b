import { describe, expect, it } from "vitest";

import type { Operation } from "../../model/operation.js";
import { codesOf, contractOf, readFiles, readParts, withoutPlaces } from "../../testing/read-documents.js";

async function operationOf(yaml: string, rest = ""): Promise<Operation> {
  const indented = yaml.trim().replace(/^(?=.)/gm, "      ");
  const result = await readParts(`paths:\n  /things/{thing}:\n    get:\n      operationId: get\n${indented}\n${rest}`);
  const [operation] = contractOf(result).operations;
  return withoutPlaces(operation as Operation);
}

const thing = "parameters: [{ name: thing, in: path, required: true, schema: { type: string } }]";

describe("parameters", () => {
  it("have the standard's style and the path's order", async () => {
    const { parameters } = await operationOf(
      [
        "parameters:",
        "- { name: thing, in: path, schema: { type: string } }",
        "- { name: q, in: query, schema: { type: array, items: { type: string } } }",
        "- { name: X-A, in: header, required: true, schema: { type: string } }",
        "- { name: f, in: query, style: deepObject, content: { application/json: { schema: { type: object } } } }",
      ].join("\n"),
    );
    expect(parameters).toMatchObject([
      { name: "thing", in: "path", required: true, style: "simple", explode: false },
      { name: "q", in: "query", required: false, style: "form", explode: true },
      { name: "X-A", in: "header", required: true, style: "simple", explode: false },
      { name: "f", style: "deepObject", mediaType: "application/json", schema: { kind: "map" } },
    ]);
  });

  it("of the operation replace those of the path", async () => {
    const result = await readParts(
      "paths:\n  /a:\n    parameters: [{ name: q, in: query, schema: { type: string } }]\n    get: { operationId: a, parameters: [{ name: q, in: query, required: true, schema: { type: integer } }] }\n",
    );
    expect(contractOf(result).operations[0]?.parameters).toMatchObject([{ name: "q", required: true }]);
  });

  it("fit the path", async () => {
    const result = await readParts(
      "paths:\n  /a/{x}:\n    get: { operationId: a, parameters: [{ name: y, in: path, required: true, schema: {} }, { name: Accept, in: header, schema: {} }] }\n",
    );
    expect(contractOf(result).operations[0]?.parameters).toMatchObject([{ name: "x", schema: { type: "string" } }]);
    expect(codesOf(result)).toEqual(["header-reserved 5", "path-parameter-missing 5", "path-parameter-unused 5"]);
  });
});

describe("bodies and responses", () => {
  it("keep all media types, headers and statuses", async () => {
    const operation = await operationOf(
      [
        thing,
        "requestBody:",
        "  required: true",
        "  content:",
        "    multipart/form-data: { schema: { type: object }, encoding: { file: { contentType: image/png } } }",
        "    application/merge-patch+json: { schema: { type: object }, example: { a: 1 } }",
        "responses:",
        "  default: { description: Other }",
        "  '404': { description: Missing, content: { application/problem+json: {} } }",
        "  4xx: { description: Wrong }",
        "  '200':",
        "    description: Fine",
        "    headers: { X-B: { schema: { type: integer } }, ETag: { required: true, schema: { type: string } }, Content-Type: {} }",
        "    content: { image/png: {}, text/csv: {}, application/x-www-form-urlencoded: {} }",
      ].join("\n"),
    );
    expect(operation.body).toMatchObject({
      required: true,
      contents: [
        { form: "multipart", encodings: [{ property: "file", contentType: "image/png" }] },
        { form: "json", examples: { default: { a: 1 } } },
      ],
    });
    expect(operation.responses.map(({ status }) => status)).toEqual(["200", "404", "4XX", "default"]);
    expect(operation.responses[0]?.headers.map(({ name, required }) => [name, required])).toEqual([
      ["ETag", true],
      ["X-B", false],
    ]);
    expect(operation.responses[0]?.contents.map(({ form }) => form)).toEqual(["binary", "text", "form"]);
  });

  it("read links by id and by reference, and callbacks", async () => {
    const operation = await operationOf(
      [
        thing,
        "responses:",
        "  '200':",
        "    description: Fine",
        "    links:",
        "      self: { operationId: get, parameters: { thing: $response.body#/id } }",
        "      again: { operationRef: '#/paths/~1things~1{thing}/get' }",
        "      lost: { operationId: missing }",
        "callbacks:",
        "  done: { '{$request.body#/url}': { post: { responses: { '204': { description: ok } } } } }",
      ].join("\n"),
    );
    expect(operation.responses[0]?.links).toEqual([
      { name: "again", operationId: "get", parameters: {} },
      { name: "self", operationId: "get", parameters: { thing: "$response.body#/id" } },
    ]);
    expect(operation.callbacks).toMatchObject([
      { name: "done", expression: "{$request.body#/url}", operation: { id: "postGetDone", method: "POST" } },
    ]);
  });
});

describe("streams", () => {
  const answer = (types: string) => `${thing}\nresponses: { '200': { description: ok, content: { ${types} } } }`;
  const ids = async (types: string) => {
    const indented = answer(types).replace(/^(?=.)/gm, "      ");
    const result = await readParts(`paths:\n  /things/{thing}:\n    get:\n      operationId: get\n${indented}\n`);
    return contractOf(result).operations.map(({ id, responses }) => [
      id,
      responses[0]?.contents.map(({ form }) => form),
    ]);
  };

  it("beside JSON are operations of their own", async () => {
    expect(await ids("application/json: {}, text/event-stream: {}, text/plain: {}")).toEqual([
      ["get", ["json", "text"]],
      ["getStream", ["sse"]],
    ]);
  });

  it("alone are the operation", async () => {
    expect(await ids("text/event-stream: {}")).toEqual([["get", ["sse"]]]);
    expect(await ids("application/jsonl: { itemSchema: { type: string } }")).toEqual([["get", ["jsonl"]]]);
  });

  it("have the schema of an item", async () => {
    const operation = await operationOf(answer("application/json-seq: { itemSchema: { type: string } }"));
    expect(operation.responses[0]?.contents[0]).toMatchObject({ form: "jsonl", schema: { type: "string" } });
  });
});

describe("security and servers", () => {
  const schemes = [
    "security: [{ key: [] }]",
    "components:",
    "  securitySchemes:",
    "    key: { type: apiKey, in: header, name: X-Key }",
    "    bearer: { type: http, scheme: Bearer, bearerFormat: JWT }",
    "    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: /token, scopes: { a: All } } } }",
  ].join("\n");

  it("of the document hold where the operation says nothing", async () => {
    expect((await operationOf(thing, schemes)).security).toEqual([{ key: [] }]);
    expect((await operationOf(`${thing}\nsecurity: []`, schemes)).security).toEqual([]);
    const both = await operationOf(`${thing}\nsecurity: [{}, { bearer: [a], oauth: [a] }, { lost: [] }]`, schemes);
    expect(both.security).toEqual([{}, { bearer: ["a"], oauth: ["a"] }]);
  });

  it("are read with variables, on each level", async () => {
    const result = await readParts(
      [
        "servers: [{ url: 'HTTPS://{region}.example.com', variables: { region: { default: eu, enum: [eu, us] } } }, { url: /v1 }]",
        "paths:",
        "  /a:",
        "    servers: [{ url: 'http://path' }]",
        "    get: { operationId: a }",
        "    put: { operationId: b, servers: [{ url: 'ws://operation' }] }",
      ].join("\n"),
    );
    const { servers, operations } = contractOf(result);
    expect(servers).toMatchObject([
      { protocol: "https", variables: [{ name: "region", default: "eu", values: ["eu", "us"] }] },
      { url: "/v1", protocol: "https" },
    ]);
    expect(operations.map((operation) => operation.servers?.[0]?.url)).toEqual(["http://path", "ws://operation"]);
  });
});

describe("operations", () => {
  it("without id get one that no other has", async () => {
    const result = await readParts(
      "paths:\n  /users/{id}/posts: { get: {} }\n  /users/{id}-posts: { get: {} }\n  /: { post: {}, get: { operationId: getUsersIdPosts } }\n",
    );
    expect(contractOf(result).operations.map(({ id }) => id)).toEqual([
      "getUsersIdPosts",
      "post",
      "getUsersIdPosts2",
      "getUsersByIdPosts",
    ]);
  });

  it("know their idempotency header, tags and extensions", async () => {
    const result = await readParts(
      "paths: { /a: { post: { operationId: a, tags: [t], x-internal: true, deprecated: true, summary: Do it, parameters: [{ name: idempotency-key, in: header, schema: { type: string } }] } } }\n",
    );
    expect(contractOf(result).operations).toMatchObject([
      {
        idempotencyHeader: "idempotency-key",
        tags: ["t"],
        extensions: { "x-internal": true },
        docs: { deprecated: true },
      },
    ]);
  });

  it("of webhooks are apart", async () => {
    const result = await readParts(
      "webhooks: { done: { post: { requestBody: { content: { application/json: {} } } } } }\n",
    );
    expect(contractOf(result)).toMatchObject({
      operations: [],
      webhooks: [{ name: "done", operation: { method: "POST" } }],
    });
  });

  it("with misspelt members are reported, extensions are not", async () => {
    const result = await readParts(
      "paths:\n  /a:\n    gett: {}\n    x-own: 1\n    put:\n      operationId: put\n      responces: {}\n",
    );
    expect(codesOf(result)).toEqual(["member-unknown 5", "member-unknown 9"]);
  });

  it("of OpenAPI 3.2 that have no counterpart are named", async () => {
    const result = await readParts("paths:\n  /a:\n    query: {}\n    additionalOperations: { COPY: {} }\n", "3.2.0");
    expect(codesOf(result)).toEqual(["method-unsupported 5", "method-unsupported 6"]);
  });
});

describe("Swagger 2.0", () => {
  it("is read like OpenAPI 3, at its own places", async () => {
    const result = await readFiles({
      "swagger.yaml": [
        "swagger: 2.0",
        "info: { title: Old, version: 1.0 }",
        "host: example.com",
        "basePath: /v1/",
        "schemes: [https, http]",
        "consumes: [application/json]",
        "produces: [application/json, text/plain]",
        "securityDefinitions: { basic: { type: basic }, flow: { type: oauth2, flow: accessCode, authorizationUrl: /a, tokenUrl: /t, scopes: {} } }",
        "parameters: { Id: { name: id, in: path, required: true, type: integer, format: int64 } }",
        "paths:",
        "  /things/{id}:",
        "    parameters: [{ $ref: '#/parameters/Id' }]",
        "    put:",
        "      operationId: put",
        "      security: [{ basic: [] }]",
        "      parameters:",
        "      - { name: tags, in: query, type: array, collectionFormat: multi, items: { type: string } }",
        "      - { name: body, in: body, required: true, schema: { $ref: '#/definitions/Thing' } }",
        "      responses: { 200: { description: ok, schema: { $ref: '#/definitions/Thing' }, headers: { X-A: { type: integer } } } }",
        "    post:",
        "      operationId: upload",
        "      parameters: [{ name: file, in: formData, type: file, required: true }]",
        "      responses: { 204: { description: ok } }",
        "definitions:",
        "  Thing: { type: object, x-nullable: true, properties: { a: { type: string } } }",
      ].join("\n"),
    });
    const contract = contractOf(result);
    expect(contract.servers.map(({ url }) => url)).toEqual(["https://example.com/v1", "http://example.com/v1"]);
    expect(contract.security).toMatchObject([
      { name: "basic", type: "http", scheme: "basic" },
      { name: "flow", flows: [{ flow: "authorizationCode", tokenUrl: "/t" }] },
    ]);
    const [upload, put] = contract.operations;
    expect(put).toMatchObject({
      id: "put",
      parameters: [
        { name: "id", schema: { type: "integer", format: "int64" } },
        { name: "tags", style: "form", explode: true, schema: { kind: "list" } },
      ],
      body: { required: true, contents: [{ mediaType: "application/json", schema: { kind: "ref", name: "Thing" } }] },
      responses: [{ status: "200", headers: [{ name: "X-A" }], contents: [{ form: "json" }, { form: "text" }] }],
      security: [{ basic: [] }],
      place: { line: 13 },
    });
    expect(upload?.body?.contents).toMatchObject([
      { form: "multipart", schema: { properties: [{ name: "file", schema: { format: "binary" } }] } },
    ]);
    expect(contract.schemas).toMatchObject([{ name: "Thing", schema: { kind: "nullable", place: { line: 25 } } }]);
  });
});
