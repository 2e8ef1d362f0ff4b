import { describe, expect, it } from "vitest";

import type { Contract } from "../model/contract.js";
import type { Json } from "../model/json.js";
import { contractOf, readFiles, withoutPlaces } from "../testing/read-documents.js";
import { reorder } from "../testing/reorder.js";
import { toOpenApi } from "./to-openapi.js";

const document = {
  openapi: "3.1.0",
  info: { title: "Everything", version: "1", description: "All of it." },
  servers: [{ url: "https://{r}.example.com", variables: { r: { default: "eu", enum: ["eu"] } } }],
  security: [{ key: [] }],
  paths: {
    "/things/{thing}": {
      get: {
        operationId: "things.get",
        tags: ["things"],
        parameters: [
          { name: "thing", in: "path", required: true, schema: { type: "string" } },
          { name: "filter", in: "query", content: { "application/json": { schema: { type: "object" } } } },
        ],
        responses: {
          200: {
            description: "A thing.",
            headers: { ETag: { required: true, schema: { type: "string" } } },
            links: { again: { operationId: "things.get", parameters: { thing: "$response.body#/id" } } },
            content: {
              "application/json": { schema: { $ref: "#/components/schemas/Thing" }, example: { type: "a" } },
              "text/event-stream": { schema: { $ref: "#/components/schemas/A" } },
            },
          },
          404: { description: "None." },
        },
        callbacks: {
          done: { "{$request.body#/url}": { post: { operationId: "done", responses: { 204: { description: "" } } } } },
        },
      },
      put: {
        operationId: "things.put",
        security: [],
        parameters: [{ name: "thing", in: "path", required: true, schema: { type: "string" } }],
        requestBody: {
          required: true,
          content: {
            "multipart/form-data": { schema: { type: "object" }, encoding: { f: { contentType: "image/*" } } },
          },
        },
        responses: { default: { description: "Done." } },
      },
    },
  },
  webhooks: { changed: { post: { operationId: "changed", responses: { 200: { description: "" } } } } },
  components: {
    securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" }, http: { type: "http", scheme: "bearer" } },
    schemas: {
      Thing: {
        oneOf: [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }],
        discriminator: { propertyName: "type" },
      },
      A: {
        type: "object",
        required: ["type"],
        properties: { type: { const: "a" }, thing: { $ref: "#/components/schemas/Thing" } },
      },
      B: {
        allOf: [
          { $ref: "#/components/schemas/Base" },
          { type: "object", properties: { type: { enum: ["b", "c"] } }, required: ["type"] },
        ],
      },
      Base: {
        type: "object",
        properties: { at: { type: ["string", "null"], format: "date-time" } },
        additionalProperties: true,
      },
      Closed: {
        type: "string",
        enum: ["x", "y"],
        "x-parlance-closed": true,
        description: "Never more.",
        "x-owner": "me",
      },
      Mixed: {
        allOf: [
          { $ref: "#/components/schemas/Base" },
          { oneOf: [{ type: "object", properties: { q: {} } }, { type: "array" }] },
        ],
      },
      Map: {
        type: "object",
        additionalProperties: { anyOf: [{ $ref: "#/components/schemas/Base" }, { type: "null" }] },
      },
    },
  },
} as const;

async function read(text: string, name = "openapi.json"): Promise<Contract> {
  return contractOf(await readFiles({ [name]: text }));
}

const sortMembers = (contract: Contract): unknown =>
  JSON.parse(
    JSON.stringify(withoutPlaces(contract), (key, value: unknown) =>
      key === "properties" && Array.isArray(value)
        ? value.toSorted((a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1))
        : value,
    ),
  );

describe("toOpenApi", () => {
  it("loses nothing: reading it gives the same Contract", async () => {
    const contract = await read(JSON.stringify(document));
    const again = await read(JSON.stringify(toOpenApi(contract)));
    const { operations: printed, ...rest } = withoutPlaces(again);
    const { operations, ...expected } = withoutPlaces(contract);
    expect(rest).toEqual(expected);
    const byId = (list: Contract["operations"]) =>
      Object.fromEntries(
        list.map(({ path, ...operation }) => [operation.id, { ...operation, path: path.replace(/#.*/, "") }]),
      );
    expect(byId(printed)).toEqual(byId(operations));
  });

  it("writes the mapping of each discriminator", async () => {
    const printed = toOpenApi(await read(JSON.stringify(document)));
    expect(printed).toMatchObject({
      components: {
        schemas: {
          Thing: {
            discriminator: {
              propertyName: "type",
              mapping: { a: "#/components/schemas/A", b: "#/components/schemas/B", c: "#/components/schemas/B" },
            },
          },
        },
      },
    });
  });

  it("holds no reference of the author's own", async () => {
    const extended = {
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      paths: { "/a": { get: { operationId: "a", responses: {}, "x-patch": [{ $ref: "#/lost" }], "x-kept": 1 } } },
      components: { schemas: { A: { type: "object", examples: [{ $ref: "#/lost" }] } } },
    };
    const printed = toOpenApi(await read(JSON.stringify(extended)));
    expect(JSON.stringify(printed)).not.toContain("#/lost");
    expect(printed).toMatchObject({
      paths: { "/a": { get: { "x-kept": 1 } } },
      components: { schemas: { A: { type: "object" } } },
    });
  });

  it("holds the payloads of events", async () => {
    const contract = await read(
      "asyncapi: 3.0.0\ninfo: { title: T, version: '1' }\nchannels: { c: { address: c, messages: { m: { payload: { properties: { a: {} } } } } } }\n",
      "asyncapi.yaml",
    );
    expect(toOpenApi(contract)).toMatchObject({ paths: {}, components: { schemas: { mPayload: { type: "object" } } } });
  });
});

describe("a Contract", () => {
  it("is plain JSON", async () => {
    const contract = await read(JSON.stringify(document));
    expect(JSON.parse(JSON.stringify(contract))).toEqual(contract);
  });

  it("is the same bytes each time", async () => {
    const [one, two] = await Promise.all([read(JSON.stringify(document)), read(JSON.stringify(document))]);
    expect(JSON.stringify(one)).toBe(JSON.stringify(two));
  });

  it("does not depend on the order of keys, beyond that of members and media types", async () => {
    const contract = await read(JSON.stringify(document));
    const backwards = await read(JSON.stringify(reorder(document as unknown as Json)));
    const flip = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value, (key, member: unknown) =>
          (key === "contents" || key === "patternProperties") && Array.isArray(member)
            ? member.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
            : member,
        ),
      );
    expect(flip(sortMembers(backwards))).toEqual(flip(sortMembers(contract)));
  });

  it("is the same for JSON and YAML", async () => {
    const { dump } = await import("js-yaml");
    const yaml = dump(document, { noRefs: true });
    expect(withoutPlaces(await read(yaml, "openapi.yaml"))).toEqual(
      withoutPlaces(await read(JSON.stringify(document))),
    );
  });

  it("is the same for parameters in place and by reference", async () => {
    const parameter = { name: "q", in: "query", schema: { type: "string" } };
    const path = (parameters: unknown) => ({ "/a": { get: { operationId: "a", parameters, responses: {} } } });
    const head = { openapi: "3.1.0", info: { title: "T", version: "1" } };
    const inline = await read(JSON.stringify({ ...head, paths: path([parameter]) }));
    const referred = await read(
      JSON.stringify({
        ...head,
        paths: path([{ $ref: "#/components/parameters/Q" }]),
        components: { parameters: { Q: { $ref: "#/components/parameters/R" }, R: parameter } },
      }),
    );
    expect(withoutPlaces(referred)).toEqual(withoutPlaces(inline));
  });
});
