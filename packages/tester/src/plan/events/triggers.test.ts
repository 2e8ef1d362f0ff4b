import { expect, test } from "vitest";
import { emptyProfile } from "../../profile/profile.js";
import { contractOf } from "../../testing/contract-of.js";
import { triggersOf } from "./triggers.js";
import { effectOf, pastOf, singular, wordsOf } from "./words.js";

function resource(path: string, name: string, schema: string): string {
  const answer = `content: { application/json: { schema: { $ref: "#/components/schemas/${schema}" } } }`;
  return `
  ${path}:
    post: { operationId: ${name}.create, responses: { "201": { description: Made., ${answer} } } }
  ${path}/{${name}}:
    parameters: [{ name: ${name}, in: path, required: true, schema: { type: string } }]
    get: { operationId: ${name}.get, responses: { "200": { description: It., ${answer} } } }
    patch: { operationId: ${name}.update, responses: { "200": { description: It., ${answer} } } }
    delete: { operationId: ${name}.delete, responses: { "204": { description: Gone. } } }`;
}

const rest = `
openapi: 3.1.0
info: { title: Rooms, version: 1.0.0 }
paths:${resource("/rooms", "room", "Room")}${resource("/games", "game", "Game")}
components:
  schemas:
    Room: { type: object, properties: { id: { type: string } } }
    Game: { type: object, properties: { id: { type: string } } }
`;

async function inferred(messages: Readonly<Record<string, string>>, address = "news", triggers = {}) {
  const names = Object.keys(messages);
  const events = `
asyncapi: 3.0.0
info: { title: News, version: 1.0.0 }
channels:
  news:
    address: "${address}"
    x-parlance-channel: {}
    ${address.includes("{room}") ? "parameters: { room: {} }" : ""}
    messages: { ${names.map((name) => `${name}: { $ref: "#/components/messages/${name}" }`).join(", ")} }
components:
  messages: { ${names.map((name) => `${name}: { payload: { ${messages[name]} } }`).join(", ")} }
`;
  const contract = await contractOf({ openapi: { "rest.yaml": rest }, asyncapi: { "events.yaml": events } });
  const { channels, operations } = contract;
  return triggersOf(channels, { contract, operations, profile: { ...emptyProfile, triggers } }).map(
    ({ message, operation, effect }) => `${message} < ${operation.id} (${effect})`,
  );
}

const anything = "type: object";
const withId = "type: object, properties: { roomId: { type: string } }";

test("a message that is named as a resource and its change, and tells an id, follows from that change", async () => {
  expect(await inferred({ roomCreated: withId, "room.updated": withId, room_deleted: withId })).toEqual([
    "room.updated < room.update (change)",
    "roomCreated < room.create (create)",
    "room_deleted < room.delete (remove)",
  ]);
});

test("a message about nothing that can be told apart follows from nothing", async () => {
  expect(await inferred({ roomCreated: anything, boatCreated: withId, roomPainted: withId })).toEqual([]);
});

test("on an address with the resource's id the payload need not say whose it is", async () => {
  expect(await inferred({ roomUpdated: anything }, "rooms:{room}")).toEqual(["roomUpdated < room.update (change)"]);
});

test("another word for a change counts only where the plain one is not told too", async () => {
  const closed = ["roomClosed < room.delete (remove)"];
  expect(await inferred({ roomClosed: anything }, "rooms:{room}")).toEqual(closed);
  const both = await inferred({ roomClosed: anything, roomDeleted: anything }, "rooms:{room}");
  expect(both).toEqual(["roomDeleted < room.delete (remove)"]);
});

test("the profile says what names do not", async () => {
  const triggers = { doorOpened: "room.create" };
  expect(await inferred({ doorOpened: anything }, "news", triggers)).toEqual(["doorOpened < room.create (create)"]);
});

test("words are told apart in any case, and brought to one form", () => {
  expect(wordsOf("roomMember.joined")).toEqual(["room", "member", "joined"]);
  expect(wordsOf("HTTP_call-2")).toEqual(["http", "call", "2"]);
  expect(["publish", "create", "stop", "carry", "open"].map(pastOf)).toEqual([
    "published",
    "created",
    "stopped",
    "carried",
    "opened",
  ]);
  expect(["rooms", "entries", "boxes", "class", "matches"].map(singular)).toEqual([
    "room",
    "entry",
    "box",
    "class",
    "match",
  ]);
  expect(["created", "modified", "closed", "painted"].map(effectOf)).toEqual(["create", "change", "remove", undefined]);
});
