import { expect, expectTypeOf, test } from "vitest";
import type { Room } from "../../test/operations.js";
import { messagesSend, roomsCreate, roomsGet } from "../../test/operations.js";
import { json, serve, text } from "../../test/serve.js";
import { Client } from "../client/client.js";
import type { Operation } from "../descriptor.js";
import { CredentialsError } from "../errors/credentials-error.js";
import { DecodeError } from "../errors/decode-error.js";
import { isError } from "../errors/is-error.js";
import { NotFoundError } from "../errors/not-found-error.js";
import { ResponseError } from "../errors/response-error.js";
import { ValidationError } from "../errors/validation-error.js";
import { call } from "./call.js";
import { request } from "./request.js";

const params = { room: "room_1" };

test("a call is sent once, awaited or not", async () => {
  let arrive = (): void => {};
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  await using server = await serve((request, response) => {
    arrive();
    json({ id: "room_1" })(request, response);
  });
  const pending = call(new Client({ url: server.url }), roomsGet, params);
  await arrived;
  expect(await pending).toEqual({ id: "room_1" });
  expect(await pending).toEqual({ id: "room_1" });
  expect((await pending.withResponse()).data).toEqual({ id: "room_1" });
  expect(server.seen).toHaveLength(1);
});

test("withResponse gives typed headers and the request id", async () => {
  await using server = await serve(
    json({ id: "room_1" }, 200, { "ratelimit-remaining": "7", etag: '"3"', "request-id": "req_1" }),
  );
  const result = await call(new Client({ url: server.url }), roomsGet, params).withResponse();
  expectTypeOf(result.headers.rateLimitRemaining).toEqualTypeOf<number | undefined>();
  expectTypeOf(result.data).toEqualTypeOf<Room>();
  expect(result.headers).toEqual({ rateLimitRemaining: 7, etag: '"3"' });
  expect(result.requestId).toBe("req_1");
  expect(result.response.status).toBe(200);
});

test("a header that is not what was declared is left out", async () => {
  await using server = await serve(json({ id: "room_1" }, 200, { "ratelimit-remaining": "many" }));
  expect((await call(new Client({ url: server.url }), roomsGet, params).withResponse()).headers).toEqual({});
});

test("raw gives the unread response, and errors all the same", async () => {
  await using server = await serve(text("anything", 200, { "content-type": "text/plain" }), json({}, 404));
  const client = new Client({ url: server.url });
  const raw = call(client, roomsGet, params);
  expect(await (await raw.raw()).text()).toBe("anything");
  await expect(raw.withResponse()).rejects.toMatchObject({ code: "configuration_invalid" });
  await expect(call(client, roomsGet, params).raw()).rejects.toThrow(NotFoundError);
});

test("a refusal is the error of its status with the problem's words", async () => {
  const problem = { title: "Not found", detail: "There is no such room.", code: "room_not_found", retryable: false };
  await using server = await serve(json(problem, 404, { "request-id": "req_9" }));
  const error = await call(new Client({ url: server.url }), roomsGet, params).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(NotFoundError);
  expect(error).toMatchObject({
    name: "NotFoundError",
    message: "Not found: There is no such room.",
    code: "room_not_found",
    requestId: "req_9",
    status: 404,
    body: problem,
    operation: "rooms.get",
  });
});

test("errors under `error` and plain text are read too", async () => {
  await using server = await serve(json({ error: { code: "bad", message: "No." } }, 400), text("<h1>no</h1>", 418));
  const client = new Client({ url: server.url });
  await expect(call(client, roomsGet, params)).rejects.toMatchObject({ code: "bad", message: "No." });
  const error = await call(client, roomsGet, params).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ResponseError);
  expect(error).toMatchObject({ status: 418, code: "status_418", body: "<h1>no</h1>" });
});

test("isError narrows the body to what the operation declares", async () => {
  const operation: Operation<typeof params, Room, unknown, { readonly code: "gone" }> = {
    ...roomsGet,
    types: undefined,
  } as never;
  await using server = await serve(json({ code: "gone" }, 410));
  const error: unknown = await call(new Client({ url: server.url }), operation, params).catch(
    (thrown: unknown) => thrown,
  );
  expect(isError(operation, error)).toBe(true);
  if (isError(operation, error)) expectTypeOf(error.body).toEqualTypeOf<{ readonly code: "gone" }>();
  expect(isError(roomsCreate, error)).toBe(false);
  expect(isError(operation, new Error("x"))).toBe(false);
});

test("204 and 304 give undefined", async () => {
  await using server = await serve(text("", 204), text("", 304));
  const client = new Client({ url: server.url });
  expect(await call(client, roomsGet, params)).toBeUndefined();
  expect((await call(client, roomsGet, params).withResponse()).response.status).toBe(304);
});

test("broken JSON and another media type are DecodeErrors with the text", async () => {
  await using server = await serve(
    text('{"id":', 200, { "content-type": "application/json" }),
    text("<html>", 200, { "content-type": "text/html" }),
    text("", 200, { "content-type": "application/json", "transfer-encoding": "chunked" }),
  );
  const client = new Client({ url: server.url });
  const broken = await call(client, roomsGet, params).catch((thrown: unknown) => thrown);
  expect(broken).toBeInstanceOf(DecodeError);
  expect(broken).toMatchObject({ text: '{"id":', status: 200, code: "decode_failed", operation: "rooms.get" });
  await expect(call(client, roomsGet, params)).rejects.toMatchObject({ text: "<html>" });
  await expect(call(client, roomsGet, params)).rejects.toThrow(DecodeError);
  expect(server.seen).toHaveLength(3);
});

test("what a success is read as follows the operation, else the media type", async () => {
  const operation = { id: "files.get", method: "GET", path: "/f", accept: "*/*" };
  await using server = await serve(
    json([1]),
    text("words", 200, { "content-type": "text/plain; charset=utf-8" }),
    text("bytes", 200, { "content-type": "image/png" }),
    text("bytes", 200, { "content-type": "application/json" }),
    text("ignored", 200, { "content-type": "application/json" }),
  );
  const client = new Client({ url: server.url });
  expect(await call(client, operation)).toEqual([1]);
  expect(await call(client, operation)).toBe("words");
  const blob = await call(client, operation);
  expect(blob).toBeInstanceOf(Blob);
  expect(blob).toMatchObject({ type: "image/png", size: 5 });
  expect(await call(client, { ...operation, reads: "text" })).toBe("bytes");
  expect(await call(client, { ...operation, reads: "none" })).toBeUndefined();
});

test("headers: the caller's win over the client's and the runtime's", async () => {
  await using server = await serve(json({ id: "room_1" }));
  const client = new Client(
    { url: server.url, token: "t", headers: { "X-A": "client", "X-B": "client" } },
    { product: "acme-sdk/1.0" },
  );
  await call(client, roomsGet, params, {
    headers: { "x-a": "call", Authorization: "Custom x" },
    requestId: "req_mine",
  });
  const { headers } = server.seen[0] ?? {};
  expect(headers).toMatchObject({
    "x-a": "call",
    "x-b": "client",
    authorization: "Custom x",
    "request-id": "req_mine",
  });
  expect(headers?.["user-agent"]).toMatch(/^acme-sdk\/1\.0 Node\.js/);
});

test("a value that no header can carry is refused before anything is sent", async () => {
  const client = new Client({ url: "http://platform.test" });
  await expect(call(client, roomsGet, params, { headers: { "X-A": "a\nb" } })).rejects.toThrow(ValidationError);
  await expect(call(client, roomsCreate, { body: { name: "a" } }, { idempotencyKey: "ключ" })).rejects.toMatchObject({
    code: "invalid_parameter",
  });
});

test("credentials follow the operation's security", async () => {
  await using server = await serve(json({}));
  const schemes = {
    bearer: { type: "bearer" },
    basic: { type: "basic" },
    key: { type: "apiKey", in: "header", name: "X-Key" },
    queryKey: { type: "apiKey", in: "query", name: "key" },
    cookieKey: { type: "apiKey", in: "cookie", name: "session" },
  } as const;
  const client = new Client(
    {
      url: server.url,
      token: "t",
      username: "ü",
      password: "p",
      apiKey: { key: "k1", queryKey: "k 2", cookieKey: "k3" },
    },
    { security: schemes },
  );
  const sent = async (...security: string[][]): Promise<(typeof server.seen)[number] | undefined> => {
    await call(client, { id: "x", method: "GET", path: "/x", security });
    return server.seen.at(-1);
  };
  expect((await sent(["bearer"]))?.headers.authorization).toBe("Bearer t");
  expect((await sent(["basic"]))?.headers.authorization).toBe(`Basic ${Buffer.from("ü:p").toString("base64")}`);
  expect((await sent(["missing", "key"], ["key", "queryKey"]))?.headers.authorization).toBe("Bearer t");
  expect((await sent(["queryKey", "cookieKey"]))?.url).toBe("/x?key=k%202");
  expect((await sent(["queryKey", "cookieKey"]))?.headers.cookie).toBe("session=k3");
  expect((await sent())?.headers.authorization).toBeUndefined();
});

test("missing credentials are told by their options", async () => {
  const client = new Client(
    { url: "http://platform.test" },
    { security: { basic: { type: "basic" }, key: { type: "apiKey", in: "header", name: "X-Key" } } },
  );
  const operation = { id: "x", method: "GET", path: "/x", security: [["basic", "key"], ["oauth"]] } as const;
  await expect(call(client, operation)).rejects.toThrow(
    "give the client `username` and `password` (basic) and `apiKey` (key), or `token` (oauth)",
  );
});

test("an operation whose credentials are missing is refused; one that may go without is sent", async () => {
  await using server = await serve(json({}));
  const client = new Client({ url: server.url });
  const operation = { id: "x", method: "GET", path: "/x", security: [["bearer"]] };
  await expect(call(client, operation)).rejects.toThrow(CredentialsError);
  await expect(call(client, { ...operation, security: [["bearer"], []] })).resolves.toEqual({});
  expect(server.seen).toHaveLength(1);
});

test("an operation's own server is used when the client follows the contract's servers", async () => {
  await using server = await serve(json({}));
  const operation = { id: "x", method: "GET", path: "/x", server: `${server.url}/uploads/` };
  await call(new Client({ url: "http://platform.test", operationServers: true }), operation);
  await call(new Client({ url: `${server.url}/base` }), operation);
  expect(server.seen.map(({ url }) => url)).toEqual(["/uploads/x", "/base/x"]);
});

test("request makes a call that no operation stands for", async () => {
  await using server = await serve(json({ ok: true }));
  const client = new Client({ url: server.url, token: "t" });
  expect(await request(client, "POST", "/v1/other", { query: { a: 1, b: undefined }, body: { c: 2 } })).toEqual({
    ok: true,
  });
  expect(server.seen[0]).toMatchObject({ method: "POST", url: "/v1/other?a=1", body: '{"c":2}' });
  expect(server.seen[0]?.headers.authorization).toBe("Bearer t");
});

test("a body in a media type that the operation does not take is refused", async () => {
  const client = new Client({ url: "http://platform.test" });
  await expect(call(client, messagesSend, { body: {} }, { contentType: "text/csv" })).rejects.toMatchObject({
    code: "configuration_invalid",
  });
});
