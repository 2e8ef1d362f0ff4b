import { expect, test, vi } from "vitest";
import { deferred } from "../../test/deferred.js";
import { roomsCreate, roomsGet } from "../../test/operations.js";
import type { Answer } from "../../test/serve.js";
import { json, never, serve } from "../../test/serve.js";
import { Client } from "../client/client.js";
import { resolveOptions } from "../client/resolve-options.js";
import { AbortError } from "../errors/abort-error.js";
import { CredentialsError } from "../errors/credentials-error.js";
import { UnauthorizedError } from "../errors/unauthorized-error.js";
import { call } from "../operations/call.js";
import { VirtualClock } from "../testing/virtual-clock.js";

const params = { room: "room_1" };

/** Takes `token` only; any other has expired. */
function requires(token: string): Answer {
  return (request, response) =>
    request.headers.authorization === `Bearer ${token}`
      ? json({ id: "room_1", body: request.body })(request, response)
      : json({ code: "token_expired", retryable: false }, 401)(request, response);
}

function jwt(expires: number): string {
  return `e30.${btoa(JSON.stringify({ exp: Math.floor(expires / 1000) }))}.c2ln`;
}

test("40 waiting calls get one token between them", async () => {
  await using server = await serve(json({ id: "room_1" }));
  const token = vi.fn(async () => "t1");
  const client = new Client(resolveOptions({ url: server.url, token }, {}));
  await Promise.all(Array.from({ length: 40 }, () => call(client, roomsGet, params)));
  expect(token).toHaveBeenCalledTimes(1);
});

test("40 calls refused with an expired token get one new token and are made again with their bodies", async () => {
  await using server = await serve(requires("t2"));
  let issued = 0;
  const token = vi.fn(() => `t${++issued}`);
  const client = new Client(resolveOptions({ url: server.url, token }, {}));
  const bodies = Array.from({ length: 40 }, (_, n) => ({ name: `room ${n}` }));
  const results = await Promise.all(bodies.map((body) => call(client, roomsCreate, { body })));
  expect(token).toHaveBeenCalledTimes(2);
  expect(results.map((result) => JSON.parse(String(Reflect.get(result, "body"))))).toEqual(bodies);
});

test("a new token that is refused too ends the call", async () => {
  await using server = await serve(requires("never"));
  const client = new Client(resolveOptions({ url: server.url, token: () => "t" }, {}));
  await expect(call(client, roomsGet, params)).rejects.toThrow(UnauthorizedError);
  expect(server.seen).toHaveLength(2);
});

test("an expired token that cannot be renewed is sent once, though the problem says retryable", async () => {
  await using server = await serve(json({ code: "token_expired", retryable: true }, 401));
  const client = new Client(resolveOptions({ url: server.url, token: "t", clock: new VirtualClock() }, {}));
  await expect(call(client, roomsGet, { room: "room_1" })).rejects.toMatchObject({ code: "token_expired" });
  expect(server.seen).toHaveLength(1);
});

test("another reason for 401 than expiry ends the call", async () => {
  await using server = await serve(json({ code: "token_revoked" }, 401));
  const client = new Client(resolveOptions({ url: server.url, token: () => "t" }, {}));
  await expect(call(client, roomsGet, params)).rejects.toMatchObject({ code: "token_revoked" });
  expect(server.seen).toHaveLength(1);
});

test("a static token is not tried twice", async () => {
  await using server = await serve(requires("other"));
  await expect(call(new Client({ url: server.url, token: "t" }), roomsGet, params)).rejects.toThrow(UnauthorizedError);
  expect(server.seen).toHaveLength(1);
});

test("a JWT is renewed when a fifth of its life is left", async () => {
  await using server = await serve(json({ id: "room_1" }));
  const clock = new VirtualClock();
  const token = vi.fn(() => jwt(clock.now() + 60_000));
  const client = new Client(resolveOptions({ url: server.url, token, clock }, {}));
  await call(client, roomsGet, params);
  clock.advance(47_000);
  await call(client, roomsGet, params);
  expect(token).toHaveBeenCalledTimes(1);
  clock.advance(2_000);
  await call(client, roomsGet, params);
  expect(token).toHaveBeenCalledTimes(2);
});

test("a callback that fails is a CredentialsError with its cause, and is asked anew by the next call", async () => {
  await using server = await serve(json({ id: "room_1" }));
  const cause = new Error("backend down");
  const token = vi.fn<() => Promise<string>>().mockRejectedValueOnce(cause).mockResolvedValue("t");
  const client = new Client(resolveOptions({ url: server.url, token, retries: 0 }, {}));
  const error = await call(client, roomsGet, params).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CredentialsError);
  expect(error).toMatchObject({ cause, code: "credentials_failed" });
  expect(await call(client, roomsGet, params)).toEqual({ id: "room_1" });
});

test("a callback that gives nothing is a CredentialsError", async () => {
  const client = new Client(resolveOptions({ url: "http://platform.test", token: () => "" }, {}));
  await expect(call(client, roomsGet, params)).rejects.toThrow(CredentialsError);
});

test("an abort ends a call that waits for a token, not the token of the others", async () => {
  await using server = await serve(json({ id: "room_1" }));
  const { promise, resolve } = deferred<string>();
  const client = new Client(resolveOptions({ url: server.url, token: () => promise }, {}));
  const controller = new AbortController();
  const aborted = call(client, roomsGet, params, { signal: controller.signal }).catch((thrown: unknown) => thrown);
  const patient = call(client, roomsGet, params).withResponse();
  await Promise.resolve();
  controller.abort();
  expect(await aborted).toBeInstanceOf(AbortError);
  resolve("t");
  expect((await patient).data).toEqual({ id: "room_1" });
});

test("the timeout holds while a token is awaited", async () => {
  await using server = await serve(never);
  const client = new Client(resolveOptions({ url: server.url, token: () => new Promise<string>(() => undefined) }, {}));
  await expect(call(client, roomsGet, params, { timeout: 30 })).rejects.toMatchObject({ code: "timeout" });
});
