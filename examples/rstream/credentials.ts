/** The ways to say who calls: a static token, an application's credentials, the environment; explicit values win. */
import assert from "node:assert/strict";
import { createToken, Parlance, UnauthorizedError } from "@parlance/sdk";

// Without arguments everything comes from PARLANCE_URL, PARLANCE_CLIENT_ID and PARLANCE_CLIENT_SECRET.
const fromEnvironment = new Parlance();
const me = await fromEnvironment.tokens.whoami();
console.log(`From the environment: the application ${me.applicationId}`);

// An application signs its short-lived tokens itself, one for many calls.
const sent = new Set<string | null>();
const application = new Parlance({
  hooks: { onRequest: ({ headers }) => void sent.add(headers.get("authorization")) },
});
await Promise.all([application.tunnels.list(), application.clients.list(), application.tokens.whoami()]);
await application.tunnels.list();
assert.equal(sent.size, 1);
console.log("Four calls with application credentials: one token");

// A static token, e.g. for a browser; the environment's credentials are then void.
const { token } = await createToken(application, { subject: "ada", grants: [{ scopes: ["tunnels:read"] }] });
const browser = new Parlance({ token });
const { userId, scopes } = await browser.tokens.whoami();
assert.equal(userId, "ada");
console.log(`With a static token: the user ${userId}, who may ${scopes.join(", ")}`);
assert.deepEqual((await browser.tunnels.list()).items, []);

// What is given explicitly wins over the environment, even when it is wrong.
const wrong = new Parlance({ token: "not-a-token" });
await assert.rejects(wrong.tunnels.list(), (error) => {
  assert(error instanceof UnauthorizedError);
  console.log(`An explicit wrong token is not replaced by the environment's: ${error.code}`);
  return error.code === "invalid_token";
});
