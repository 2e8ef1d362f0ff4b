import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { roomsGet } from "../../test/operations.js";
import { json, serve } from "../../test/serve.js";
import { Client } from "../client/client.js";
import { callbackCredentials } from "../credentials/callback-credentials.js";
import { CredentialsError } from "../errors/credentials-error.js";
import { DecodeError } from "../errors/decode-error.js";
import { call } from "../operations/call.js";

const params = { room: "room_1" };
const operation = { id: "x", method: "GET", path: "/x", security: [["key"]] };
const key = { security: { key: { type: "apiKey", in: "header", name: "X-Key" } } } as const;

test.each([301, 302, 303, 307, 308])("a key in a header does not follow a %i to another origin", async (status) => {
  await using thief = await serve(json({}));
  await using server = await serve(json({}, status, { location: `${thief.url}/steal` }));
  const client = new Client({ url: server.url, apiKey: "secret", retries: 0 }, key);
  await expect(call(client, operation)).rejects.toMatchObject({ code: "connection_failed" });
  expect(thief.seen).toEqual([]);
});

test("a token does not follow a redirect to another origin", async () => {
  await using other = await serve(json({ id: "room_1" }));
  await using server = await serve(json({}, 307, { location: `${other.url}/elsewhere` }));
  expect(await call(new Client({ url: server.url, token: "secret" }), roomsGet, params)).toEqual({ id: "room_1" });
  expect(other.seen[0]?.headers.authorization).toBeUndefined();
});

test.each([
  ["a token", { credentials: callbackCredentials(() => "secret\r\nX-Evil: 1") }, roomsGet, params],
  ["a token beyond Latin-1", { credentials: callbackCredentials(() => "secret☃") }, roomsGet, params],
  ["a key", { apiKey: "secret\nx" }, operation, {}],
] as const)("%s that no header can carry is refused without showing it", async (_, options, refused, sent) => {
  const client = new Client({ url: "http://platform.test", ...options }, key);
  const error: unknown = await call(client, { ...refused }, sent).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CredentialsError);
  expect(String(error)).not.toContain("secret");
  expect((error as CredentialsError).cause).toBeUndefined();
});

test("an answer that unpacks to more than 64 MiB is let go of", async () => {
  const bomb = gzipSync(Buffer.alloc(68 * 1_048_576, " "));
  await using server = await serve((_, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end(bomb);
  });
  const error: unknown = await call(new Client({ url: server.url }), roomsGet, params).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DecodeError);
  expect(error).toMatchObject({ message: expect.stringContaining("more than 64 MiB") });
});
