import { generateKeyPairSync, sign } from "node:crypto";
import { inspect } from "node:util";
import { importJWK, jwtVerify } from "jose";
import { expect, test } from "vitest";
import { roomsGet } from "../../test/operations.js";
import { json, serve } from "../../test/serve.js";
import { Client } from "../client/client.js";
import { resolveOptions } from "../client/resolve-options.js";
import { ConfigurationError } from "../errors/configuration-error.js";
import { call } from "../operations/call.js";
import { VirtualClock } from "../testing/virtual-clock.js";
import { applicationCredentials } from "./application-credentials.js";
import { createToken } from "./create-token.js";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const jwk = privateKey.export({ format: "jwk" });
const clientSecret = `plsk_${Buffer.concat([Buffer.from(jwk.d ?? "", "base64url"), Buffer.from(jwk.x ?? "", "base64url")]).toString("base64url")}`;
const clientId = "app_1";
/** The setup of an API that takes tokens which applications sign. */
const platform = { applicationTokens: true };

async function claimsOf(token: string, now: number): ReturnType<typeof jwtVerify> {
  const key = await importJWK(publicKey.export({ format: "jwk" }), "EdDSA");
  return jwtVerify(token, key, { audience: "parlance", issuer: clientId, currentDate: new Date(now) });
}

test("a token is signed with the application's key and says who and how long", async () => {
  const clock = new VirtualClock();
  const credentials = applicationCredentials({ clientId, clientSecret, keyId: "key_1", clock });
  const { token, expiresAt } = await credentials.createToken();
  const { payload, protectedHeader } = await claimsOf(token, clock.now());
  expect(protectedHeader).toEqual({ alg: "EdDSA", typ: "at+jwt", kid: "key_1" });
  expect(payload).toMatchObject({ iss: clientId, aud: "parlance", exp: clock.now() / 1000 + 60 });
  expect(payload.jti).toMatch(/^tok_[0-9A-Za-z]{8,40}$/);
  expect(expiresAt.getTime()).toBe(clock.now() + 60_000);
});

test("createToken takes lifetime, grants, subject and member", async () => {
  const client = new Client(resolveOptions({ url: "http://platform.test", clientId, clientSecret }, platform));
  const grants = [{ scopes: ["channels:read"] }];
  const { token } = await createToken(client, {
    lifetimeSeconds: 3600,
    grants,
    subject: "user_1",
    member: { name: "Ada" },
  });
  const { payload } = await claimsOf(token, Date.now());
  expect(payload).toMatchObject({ sub: "user_1", grants, member: { name: "Ada" } });
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
});

test("calls carry one token until it is about to expire", async () => {
  await using server = await serve(json({ id: "room_1" }));
  const clock = new VirtualClock();
  const client = new Client(resolveOptions({ url: server.url, clientId, clientSecret, clock }, platform));
  await Promise.all(Array.from({ length: 10 }, () => call(client, roomsGet, { room: "room_1" })));
  clock.advance(50_000);
  await call(client, roomsGet, { room: "room_1" });
  const tokens = new Set(server.seen.map(({ headers }) => headers.authorization));
  expect(tokens.size).toBe(2);
});

test("createToken without application credentials says what to set", async () => {
  await expect(createToken(new Client({ url: "http://platform.test", token: "t" }))).rejects.toThrow(
    "set `clientId` and `clientSecret`",
  );
});

test.each([0, 3601, 1.5, Number.NaN])("a lifetime of %s seconds is refused", async (lifetimeSeconds) => {
  expect(() => applicationCredentials({ clientId, clientSecret, lifetimeSeconds })).toThrow(ConfigurationError);
  await expect(applicationCredentials({ clientId, clientSecret }).createToken({ lifetimeSeconds })).rejects.toThrow(
    ConfigurationError,
  );
});

test.each(["", "plsk_", "secret", `${clientSecret}AAAA`, "plsk_***"])(
  "the malformed secret %j is refused without being shown",
  (secret) => {
    expect(() => applicationCredentials({ clientId, clientSecret: secret })).toThrow(ConfigurationError);
  },
);

test("a secret whose halves do not belong together fails at the first token", async () => {
  const other = sign(null, Buffer.from("x"), privateKey).subarray(0, 32);
  const mixed = `plsk_${Buffer.concat([Buffer.from(jwk.d ?? "", "base64url"), other]).toString("base64url")}`;
  const credentials = applicationCredentials({ clientId, clientSecret: mixed });
  await credentials.createToken().then(
    async ({ token }) => expect(claimsOf(token, Date.now())).resolves.toBeDefined(),
    (error: unknown) =>
      expect(error).toMatchObject({ code: "credentials_failed", message: expect.stringContaining("Copy it again") }),
  );
});

test("secrets are seen neither in JSON nor by inspect nor in errors", async () => {
  await using server = await serve(json({ code: "forbidden" }, 403));
  const client = new Client(resolveOptions({ url: server.url, clientId, clientSecret }, platform));
  const error = await call(client, roomsGet, { room: "room_1" }).catch((thrown: unknown) => thrown);
  const token = server.seen[0]?.headers.authorization?.slice("Bearer ".length) ?? "";
  const shown = [
    JSON.stringify(client),
    inspect(client, { depth: 9, showHidden: true }),
    inspect(error, { depth: 9 }),
    JSON.stringify(error),
  ].join("\n");
  expect(token).not.toBe("");
  expect(shown).not.toContain(token);
  expect(shown).not.toContain(clientSecret.slice(5, 25));
});
