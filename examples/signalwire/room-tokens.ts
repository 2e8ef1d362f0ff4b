/** A backend mints room tokens with its id and secret; what they let a member do, and what not. */
import assert from "node:assert/strict";
import { ForbiddenError, Parlance, type RoomMemberUpdate, UnauthorizedError } from "@parlance/sdk";

const backend = new Parlance();
const office = await backend.rooms.create({ body: { name: "office" } });

// Tokens can be had with the id and the secret alone (Basic), e.g. from a backend that cannot sign.
const { PARLANCE_CLIENT_ID: username = "", PARLANCE_CLIENT_SECRET: password = "" } = process.env;
const minter = new Parlance({ username, password });

const minted = await minter.rooms.tokens.create({
  body: {
    room: "office",
    userId: "ada",
    userName: "Ada",
    scopes: [
      "rooms:join",
      "rooms.self:audioMute",
      "rooms.self:audioUnmute",
      "rooms.self:videoMute",
      "rooms.self:videoUnmute",
      "rooms.self:deaf",
      "rooms.self:undeaf",
      "rooms.self:setInputVolume",
      "rooms.self:setOutputVolume",
      "rooms.self:setInputSensitivity",
    ],
  },
});
console.log(`A token for ${minted.lifetimeSeconds} s to join with nine permissions`);

const member = new Parlance({ token: minted.token });
const ada = await member.rooms.members.create({ room: office.id, body: {} });
assert.equal(ada.name, "Ada");
console.log(`${ada.name} has joined`);

const self = { room: office.id, member: ada.id };
const allowed: RoomMemberUpdate[] = [
  { audioMuted: true },
  { audioMuted: false },
  { videoMuted: true },
  { videoMuted: false },
  { deaf: true },
  { deaf: false },
  { inputVolume: 5 },
  { outputVolume: -5 },
  { inputSensitivity: 40 },
];
for (const body of allowed) assert.partialDeepStrictEqual(await member.rooms.members.update({ ...self, body }), body);
console.log("All nine operations on herself succeed");

for (const refuse of [
  () => member.rooms.members.update({ ...self, body: { raisedHand: true } }),
  () => member.rooms.lock({ room: office.id }),
]) {
  await assert.rejects(refuse, (error) => {
    assert(error instanceof ForbiddenError);
    console.log(`Outside the token: ${error.code}`);
    return true;
  });
}
assert.equal((await backend.rooms.members.get(self)).raisedHand, false);
assert.equal((await backend.rooms.get({ room: office.id })).locked, false);

const short = await minter.rooms.tokens.create({
  body: { room: "office", scopes: ["rooms:join", "rooms.self:audioMute", "rooms.self:audioUnmute"] },
});
const { scopes } = await new Parlance({ token: short.token }).tokens.whoami();
console.log(`The short form may ${scopes.join(", ")}`);

const stranger = new Parlance({ username, password: "wrong" });
await assert.rejects(stranger.rooms.tokens.create({ body: { room: "office" } }), (error) => {
  assert(error instanceof UnauthorizedError);
  console.log(`A wrong secret: ${error.code}`);
  return true;
});
