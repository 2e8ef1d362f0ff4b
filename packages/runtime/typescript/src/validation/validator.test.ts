import { describe, expect, test } from "vitest";
import { eventsStream, roomsCreate, roomsGet } from "../../test/operations.js";
import { json, serve } from "../../test/serve.js";
import { Client } from "../client/client.js";
import type { OperationContract } from "../descriptor.js";
import { ValidationError } from "../errors/validation-error.js";
import { call } from "../operations/call.js";
import { stream } from "../operations/stream.js";
import * as compiled from "./compiled.js";
import * as interpreted from "./interpreted.js";

const room = { type: "object", required: ["id"], properties: { id: { type: "string", pattern: "^room_" } } };
const contracts: readonly OperationContract[] = [
  { id: "rooms.get", responses: { "200": room, default: {} } },
  {
    id: "rooms.create",
    request: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
    responses: { "2XX": room },
  },
];

describe.each([
  ["interpreted", interpreted.validator],
  ["compiled", compiled.validator],
])("%s", (_, validator) => {
  function client(url: string): Client {
    return new Client({ url, validation: validator(contracts), retries: 0 });
  }

  test("a response that fits passes, unknown members included", async () => {
    await using server = await serve(json({ id: "room_1", more: 1 }));
    expect(await call(client(server.url), roomsGet, { room: "room_1" })).toEqual({ id: "room_1", more: 1 });
  });

  test("a response that does not fit is a ValidationError that says where", async () => {
    await using server = await serve(json({ id: 7 }));
    const error = await call(client(server.url), roomsGet, { room: "room_1" }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ValidationError);
    expect(error).toMatchObject({ code: "invalid_response", operation: "rooms.get", issues: [{ pointer: "/id" }] });
  });

  test("a request body that does not fit is refused before it is sent", async () => {
    await using server = await serve(json({ id: "room_1" }));
    const error = await call(client(server.url), roomsCreate, { body: {} as { name: string } }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: "invalid_request", issues: [{ pointer: "/name", message: "is required" }] });
    expect(server.seen).toHaveLength(0);
  });

  test("a call may turn validation off; operations without a contract are not checked", async () => {
    await using server = await serve(json({ id: 7 }));
    await expect(call(client(server.url), roomsGet, { room: "room_1" }, { validate: false })).resolves.toEqual({
      id: 7,
    });
    await expect(call(client(server.url), { id: "other", method: "GET", path: "/x" })).resolves.toEqual({ id: 7 });
  });

  test("each item of a stream is checked", async () => {
    await using server = await serve(
      (_, response) => void response.writeHead(200, { "content-type": "text/event-stream" }).end('data: {"n":"x"}\n\n'),
    );
    const validation = validator({
      id: "events.stream",
      responses: { "200": { type: "object", properties: { n: { type: "number" } } } },
    });
    const iterate = async (): Promise<void> => {
      for await (const item of stream(new Client({ url: server.url, validation }), eventsStream))
        expect(item).toBeUndefined();
    };
    await expect(iterate()).rejects.toMatchObject({ issues: [{ pointer: "/n" }] });
  });

  test("recursive schemas are followed, and issues name the innermost part", () => {
    const tree = {
      $ref: "#/$defs/Node",
      $defs: {
        Node: {
          type: "object",
          required: ["name"],
          properties: { name: { type: "string" }, children: { type: "array", items: { $ref: "#/$defs/Node" } } },
        },
      },
    };
    const { check } = validator({ id: "x", responses: { default: tree } });
    const value = {
      name: "a",
      children: [
        { name: "b", children: [] },
        { name: "c", children: [{ name: 1 }, {}] },
      ],
    };
    expect(check({ operation: "x", status: 200, value: { name: "a", children: [] } })).toEqual([]);
    expect(check({ operation: "x", status: 200, value })).toMatchObject([
      { pointer: "/children/1/children/0/name", message: expect.stringContaining('"string"') },
      { pointer: "/children/1/children/1/name", message: "is required" },
    ]);
  });

  test("format is an annotation, also beside members called format", () => {
    const schema = {
      type: "object",
      properties: { format: { type: "string", format: "date-time" } },
      required: ["format"],
    };
    const { check } = validator({ id: "x", responses: { default: schema } });
    expect(check({ operation: "x", status: 200, value: { format: "tomorrow" } })).toEqual([]);
    expect(check({ operation: "x", status: 200, value: { format: 1 } })).toMatchObject([{ pointer: "/format" }]);
  });

  test.each([
    [{ type: "integer", format: "int64" }, 9007199254740993n, []],
    [{ type: "integer", minimum: 0, multipleOf: 2 }, 9007199254740994n, []],
    [{ type: "object", properties: { id: { type: "integer" } } }, { id: 2n ** 64n, list: [1] }, []],
    [{ type: "array", items: { anyOf: [{ type: "string" }, { type: "number" }] } }, ["a", 2n ** 60n], []],
    [{ type: "integer", maximum: 10 }, 2n ** 64n, [{ pointer: "" }]],
    [{ type: "object", properties: { id: { type: "string" } } }, { id: 2n ** 64n }, [{ pointer: "/id" }]],
  ])("%j and the integer beyond 2^53 in %o: %j", (schema, value, issues) => {
    const { check } = validator({ id: "x", responses: { default: schema } });
    expect(check({ operation: "x", status: 200, value })).toMatchObject(issues);
  });

  test("an answer's integers beyond 2^53 are valid, and stay exact", async () => {
    const text = '{"id":"room_1","revision":9007199254740993}';
    await using server = await serve((_, response) => {
      response.writeHead(200, { "content-type": "application/json" }).end(text);
    });
    const schema = { ...room, properties: { ...room.properties, revision: { type: "integer" } } };
    const validation = validator({ id: "rooms.get", responses: { "200": schema } });
    const answer = await call(new Client({ url: server.url, validation }), roomsGet, { room: "room_1" });
    expect(answer).toEqual({ id: "room_1", revision: 9007199254740993n });
  });

  test("at most eight issues are named, however many there are", () => {
    const { check } = validator({ id: "x", responses: { default: { type: "array", items: { type: "number" } } } });
    expect(check({ operation: "x", status: 200, value: Array.from({ length: 10_000 }, () => "x") })).toHaveLength(8);
  });

  test.each([
    [{ anyOf: [{ type: "string" }, { type: "null" }] }, 1, ""],
    [{ type: "object", required: ["a/b"] }, {}, "/a~1b"],
    [{ allOf: [{ type: "object" }, { required: ["a"] }] }, {}, ""],
    [{ type: "object", additionalProperties: false }, { a: 1 }, "/a"],
    [{ type: "object", additionalProperties: { type: "number" } }, { a: "x" }, "/a"],
  ])("%j does not take %j: the issue is at %j", (schema, value, pointer) => {
    const { check } = validator({ id: "x", responses: { default: schema } });
    expect(check({ operation: "x", status: 200, value })).toMatchObject([{ pointer }]);
  });
});
