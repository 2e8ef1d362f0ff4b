/** A room with private metadata: create, list, get, change, and what a stale version gives. */
import assert from "node:assert/strict";
import { Parlance, PreconditionFailedError } from "@parlance/sdk";

const parlance = new Parlance();

// Public keys are what the room key is wrapped for; the platform never sees the private halves.
const users = await Promise.all(["ada", "grace"].map(async (userId) => ({ userId, publicKey: await makePublicKey() })));
const managerIds = users.map(({ userId }) => userId);

const created = await parlance.rooms.create({ body: { name: "stand-up", users, managerIds } });
console.log(`Made the room ${created.name} (${created.id}), version ${created.version}`);

const listed = await parlance.rooms.list();
assert.deepEqual(
  listed.items.map(({ id }) => id),
  [created.id],
);
console.log(`Rooms: ${listed.items.map(({ name }) => name).join(", ")}`);

const { data: room, headers } = await parlance.rooms.get({ room: created.id }).withResponse();
assert.deepEqual(room.managerIds, managerIds);

// What only members may read is encrypted before it gets here; to the platform it is text.
const privateMetadata = Buffer.from(JSON.stringify({ name: "new-name" })).toString("base64");
const change = { room: room.id, ifMatch: headers.eTag ?? "*", body: { privateMetadata } };
const changed = await parlance.rooms.update(change);
assert.equal(changed.version, room.version + 1);
assert.deepEqual(changed.users, room.users);
assert.equal((await parlance.rooms.get({ room: room.id })).privateMetadata, privateMetadata);
console.log(`Changed its private metadata, nothing else: version ${changed.version}`);

await assert.rejects(parlance.rooms.update(change), (error) => {
  assert(error instanceof PreconditionFailedError);
  console.log(`The same change again is refused, for the version is stale: ${error.code}`);
  return error.code === "version_conflict";
});

async function makePublicKey(): Promise<string> {
  const keys = await crypto.subtle.generateKey("X25519", false, ["deriveBits"]);
  assert("publicKey" in keys);
  return Buffer.from(await crypto.subtle.exportKey("spki", keys.publicKey)).toString("base64url");
}
