/** Private and presence channels: the application's back end says who may enter, and asks who is there. */
import assert from "node:assert/strict";
import { presence } from "@parlance/runtime/realtime/presence";
import { createToken, Parlance } from "@parlance/sdk";
import { callbackAuthorization, ParlanceRealtime, RealtimeError } from "@parlance/sdk/realtime";
import { Inbox } from "../support/inbox.ts";

const backend = new Parlance();

// What the back end's route does: its own check, then a token for this connection and this channel alone.
async function authorise(user: string, channel: string, connection: string): Promise<string> {
  // An error that says so is final; any other would be tried again.
  if (channel === "private-board" && user !== "ada")
    throw Object.assign(new Error("Not on the board"), { retryable: false });
  const info = { name: user.toUpperCase() };
  const body = { connectionId: connection, channel, userId: user, memberId: user, info };
  return (await backend.channels.authorize({ body })).token;
}

await using stack = new AsyncDisposableStack();
async function connect(user: string): Promise<ParlanceRealtime> {
  const { token } = await createToken(backend, { subject: user, grants: [{ scopes: ["channels:subscribe"] }] });
  const authorize = callbackAuthorization(({ channel, connection }) => authorise(user, channel, connection));
  return stack.use(new ParlanceRealtime({ token, authorize }));
}
const ada = await connect("ada");
const grace = await connect("grace");

const minutes = new Inbox<unknown>();
await ada.channels<{ readonly minutes: string }>({ channel: "private-board" }).subscribe({ minutes: minutes.add })
  .ready;
await backend.channels.publish({ channel: "private-board", body: { event: "minutes", data: "We agreed" } });
assert.deepEqual(await minutes.atLeast(1), ["We agreed"]);
console.log("ada was let in");

await assert.rejects(grace.channels({ channel: "private-board" }).subscribe(() => undefined).ready, (error) => {
  assert(error instanceof RealtimeError);
  console.log(`grace was not: ${error.code}`);
  return true;
});

const lobby = presence(ada.channels({ channel: "presence-lobby" }));
const came = new Inbox<string>();
lobby.on("enter", ({ id, info }) => came.add(`${id} ${JSON.stringify(info)}`));
await lobby.enter();
await presence(grace.channels({ channel: "presence-lobby" })).enter();
assert.deepEqual((await came.atLeast(2)).toSorted(), [`ada {"name":"ADA"}`, `grace {"name":"GRACE"}`]);

// The back end sees the same.
const { type, occupied, userCount, subscriptionCount } = await backend.channels.get({ channel: "presence-lobby" });
assert.deepEqual(
  { type, occupied, userCount, subscriptionCount },
  { type: "presence", occupied: true, userCount: 2, subscriptionCount: 2 },
);
const members = await backend.channels.members.list({ channel: "presence-lobby" });
assert.deepEqual(members.items.map(({ id, info }) => [id, info]).toSorted(), [
  ["ada", { name: "ADA" }],
  ["grace", { name: "GRACE" }],
]);
const listed = await backend.channels.list({ prefix: "presence-" });
assert.deepEqual(
  listed.items.map(({ name, userCount: users }) => [name, users]),
  [["presence-lobby", 2]],
);
console.log(`The lobby: ${userCount} users, ${members.items.map(({ id }) => id).join(" and ")}`);

const { terminatedCount } = await backend.users.terminateConnections({ user: "grace", body: { reason: "signed out" } });
assert.equal(terminatedCount, 1);
const ended = new Inbox<string>();
if (grace.state.status !== "failed") grace.on("state", ({ status }) => ended.add(status));
else ended.add("failed");
assert.equal((await ended.atLeast(1)).at(-1), "failed");
console.log("The connections of grace ended, and do not come back");
