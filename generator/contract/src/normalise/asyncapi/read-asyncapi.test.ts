import { describe, expect, it } from "vitest";

import { codesOf, contractOf, readFiles } from "../../testing/read-documents.js";

const three = [
  "asyncapi: 3.0.0",
  "info: { title: Chat, version: '1', description: Talk. }",
  "defaultContentType: application/json",
  "servers:",
  "  main: { host: 'example.com:443', pathname: rooms, protocol: WSS, security: [{ $ref: '#/components/securitySchemes/token' }] }",
  "channels:",
  "  room:",
  "    address: rooms/{room}",
  "    parameters: { room: { enum: [a, b], default: a } }",
  "    servers: [{ $ref: '#/servers/main' }]",
  "    messages:",
  "      said: { $ref: '#/components/messages/Said' }",
  "      say: { payload: { type: object, properties: { text: { type: string } } } }",
  "      sayReply: { payload: { type: string } }",
  "operations:",
  "  hear: { action: receive, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/said' }] }",
  "  speak:",
  "    action: send",
  "    channel: { $ref: '#/channels/room' }",
  "    messages: [{ $ref: '#/channels/room/messages/say' }]",
  "    reply: { channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/sayReply' }] }",
  "    security: [{ type: http, scheme: basic }]",
  "components:",
  "  securitySchemes: { token: { type: http, scheme: bearer } }",
  "  messages:",
  "    Said:",
  "      traits: [{ headers: { type: object, properties: { id: { type: string } } } }]",
  "      correlationId: { location: $message.header#/id }",
  "      payload: { $ref: '#/components/schemas/Said' }",
  "      examples: [{ payload: { text: hi } }]",
  "  schemas:",
  "    Said: { type: object, properties: { text: { type: string } } }",
].join("\n");

describe("AsyncAPI 3", () => {
  it("gives servers, channels, operations and messages", async () => {
    const contract = contractOf(await readFiles({ "asyncapi.yaml": three }));
    expect(contract.servers).toMatchObject([{ name: "main", url: "wss://example.com:443/rooms", protocol: "wss" }]);
    expect(contract.channels).toMatchObject([
      {
        name: "room",
        address: "rooms/{room}",
        parameters: [{ name: "room", values: ["a", "b"], default: "a" }],
        messages: ["Said", "say", "sayReply"],
        servers: ["main"],
        operations: [
          { id: "hear", action: "receive", messages: ["Said"], security: [{ token: [] }] },
          {
            id: "speak",
            action: "send",
            messages: ["say"],
            reply: { channel: "room", messages: ["sayReply"] },
            security: [{ basic: [] }],
          },
        ],
      },
    ]);
    expect(contract.messages).toMatchObject([
      {
        name: "Said",
        payload: { kind: "ref", name: "Said" },
        headers: { kind: "object", properties: [{ name: "id" }] },
        correlation: "$message.header#/id",
        examples: [{ payload: { text: "hi" } }],
        contentType: "application/json",
      },
      { name: "say", payload: { kind: "ref", name: "sayPayload" } },
      { name: "sayReply", payload: { kind: "scalar", type: "string" } },
    ]);
    expect(contract.schemas.map(({ name }) => name)).toEqual(["Said", "sayPayload"]);
    expect(contract.security.map(({ name }) => name)).toEqual(["basic", "token"]);
  });

  it("shares schemas with OpenAPI", async () => {
    const schemas = "Thing: { type: object, properties: { a: { type: string } } }\n";
    const result = await readFiles(
      {
        "openapi.yaml":
          "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { operationId: a, responses: { '200': { description: ok, content: { application/json: { schema: { $ref: 'schemas.yaml#/Thing' } } } } } } } }\n",
        "asyncapi.yaml":
          "asyncapi: 3.0.0\ninfo: { title: T, version: '1' }\nchannels: { c: { address: null, messages: { changed: { payload: { $ref: 'schemas.yaml#/Thing' } } } } }\n",
        "schemas.yaml": schemas,
      },
      { openapi: ["openapi.yaml"], asyncapi: ["asyncapi.yaml"] },
    );
    const contract = contractOf(result);
    expect(contract.schemas.map(({ name }) => name)).toEqual(["Thing"]);
    expect(contract.messages).toMatchObject([{ name: "changed", payload: { kind: "ref", name: "Thing" } }]);
    expect(contract.channels).toMatchObject([{ name: "c", address: null }]);
  });

  it("says what it cannot use", async () => {
    const text = three
      .replace(
        "channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/said' }]",
        "channel: {}",
      )
      .replace(
        "payload: { $ref: '#/components/schemas/Said' }",
        "payload: { schemaFormat: application/vnd.apache.avro, schema: {} }",
      );
    const result = await readFiles({ "asyncapi.yaml": text });
    expect(codesOf(result)).toContain("channel-unknown 16");
    expect(codesOf(result)).toContain("payload-format-dropped 29");
    expect(contractOf(result).messages[0]?.payload).toMatchObject({ kind: "any" });
  });

  it("shows what AsyncAPI's parser finds, without stopping, unless strict", async () => {
    const text = `${three}\nnonsense: 1\n`;
    const result = await readFiles({ "asyncapi.yaml": text });
    expect(result.contract).toBeDefined();
    expect(codesOf(result)).toEqual(["asyncapi-invalid 33"]);
    expect((await readFiles({ "asyncapi.yaml": text }, { strict: true })).contract).toBeUndefined();
  });
});

describe("AsyncAPI 2", () => {
  const two = [
    "asyncapi: 2.6.0",
    "info: { title: Lights, version: '1' }",
    "servers: { main: { url: 'broker.example.com', protocol: mqtt } }",
    "channels:",
    "  lights/{id}:",
    "    parameters: { id: { schema: { type: string, enum: [a] } } }",
    "    publish:",
    "      operationId: turnOn",
    "      message: { oneOf: [{ $ref: '#/components/messages/On' }, { name: Off, payload: { type: object, properties: {} } }] }",
    "    subscribe:",
    "      message: { payload: { type: object, properties: { lumen: { type: integer } } } }",
    "components: { messages: { On: { payload: { type: boolean } } } }",
  ].join("\n");

  it("is turned round: what others publish, a client sends", async () => {
    const result = await readFiles({ "asyncapi.yaml": two });
    const contract = contractOf(result);
    expect(contract.channels).toMatchObject([
      {
        name: "lights/{id}",
        address: "lights/{id}",
        parameters: [{ name: "id", values: ["a"] }],
        operations: [
          { id: "subscribeLightsById", action: "receive", messages: ["subscribeLightsByIdMessage"] },
          { id: "turnOn", action: "send", messages: ["On", "Off"] },
        ],
      },
    ]);
    expect(contract.servers).toMatchObject([{ url: "mqtt://broker.example.com", protocol: "mqtt" }]);
    expect(codesOf(result)).toEqual(["operation-id-derived 10"]);
  });
});
