/** What a backend can ask about channels, connections and users, and how it ends the connections of a user. */
import assert from "node:assert/strict";
import { Parlance } from "@parlance/sdk";

const parlance = new Parlance();

// Channels come into being by use; those with settings of their own are listed even while nobody is on them.
for (const channel of ["room-1", "room-2", "news", "presence-lobby"]) {
  await parlance.channels.update({ channel, body: { settings: { historySize: 10 } } });
}

const lobby = await parlance.channels.get({ channel: "presence-lobby" });
assert.equal(lobby.type, "presence");
assert.equal(lobby.settings.historySize, 10);
console.log(`${lobby.name}: ${lobby.type}, ${lobby.subscriptionCount} connections, ${lobby.userCount} users`);

const rooms: string[] = [];
for await (const { name } of parlance.channels.list({ prefix: "room-" })) rooms.push(name);
assert.deepEqual(rooms.sort(), ["room-1", "room-2"]);
console.log(`Channels that begin with room-: ${rooms.join(", ")}`);

const present = await parlance.channels.members.list({ channel: "presence-lobby" });
assert.deepEqual(present.items, []);
console.log("Nobody is present yet");

const { terminatedCount } = await parlance.users.terminateConnections({ user: "ada", body: { reason: "signed out" } });
assert.equal(terminatedCount, 0);
console.log(`Ended ${terminatedCount} connections of ada`);
