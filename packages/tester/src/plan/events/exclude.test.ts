import { expect, test } from "vitest";
import { emptyProfile } from "../../profile/profile.js";
import { Pool } from "../../run/pool.js";
import { contractOf } from "../../testing/contract-of.js";
import { Planner } from "../planner.js";
import { excludeScenario, excludingOf, toAll, toOthers } from "./exclude.js";

const rest = (member: string, schema: string) => `
openapi: 3.1.0
info: { title: Rooms, version: 1.0.0 }
paths:
  /rooms/{room}/messages:
    parameters: [{ name: room, in: path, required: true, schema: { type: string } }]
    post:
      operationId: rooms.say
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [text]
              properties: { text: { type: string, minLength: 8 }, ${member}: { $ref: "names.yaml#/${schema}" } }
      responses: { "202": { description: Taken. } }
`;
const events = `
asyncapi: 3.0.0
info: { title: Rooms, version: 1.0.0 }
channels:
  room:
    address: "room:{room}"
    parameters: { room: {} }
    messages: { said: { payload: { type: object } } }
  socket:
    address: /socket
    messages: { welcome: { payload: { type: object, properties: { me: { $ref: "names.yaml#/Connection" } } } } }
`;
const names = "Connection: { type: string, pattern: ^c }\nMember: { type: string, pattern: ^m }\n";

async function read(member: string, schema = "Connection") {
  const contract = await contractOf({
    openapi: { "rest.yaml": rest(member, schema) },
    asyncapi: { "events.yaml": events },
    beside: { "names.yaml": names },
  });
  const planner = new Planner({ contract, profile: emptyProfile, pool: new Pool(), seed: 1 });
  const channel = contract.channels.find(({ name }) => name === "room");
  if (channel === undefined) throw new Error("room");
  const greeting = contract.messages.find(({ name }) => name === "welcome")?.payload;
  const { operations } = contract;
  return { planner, channel, found: excludingOf(channel, { operations, greeting, schemas: planner.schemas }) };
}

test("A body can leave out the connection that its greeting names by the same schema", async () => {
  const { found } = await read("excludeConnection");
  expect(found).toMatchObject([{ operation: { id: "rooms.say" }, member: "/excludeConnection", name: "/me" }]);
});

test("A member that names something else, or for whom a message is, leaves out no connection", async () => {
  expect((await read("excludeMember", "Member")).found).toEqual([]);
  expect((await read("connection")).found).toEqual([]);
});

test("Something is sent to all but the first of two, and then something else to both", async () => {
  const { planner, channel, found } = await read("excludeConnection");
  const address = { channel: "room", parameters: { room: "lobby" } };
  const scenario = found[0] && excludeScenario(found[0], { steps: [], address, channel, planner, n: 7 });
  const calls = scenario?.steps.flatMap((each) => (each.do === "call" ? [each.step] : [])) ?? [];
  expect(calls.map(({ name }) => name)).toEqual([toOthers, toAll]);
  expect(calls.map((each) => each.case.parameters)).toEqual([
    [{ in: "path", name: "room", value: "lobby" }],
    [{ in: "path", name: "room", value: "lobby" }],
  ]);
  expect(calls.map(({ takes }) => takes)).toEqual([
    [{ into: { in: "body", name: "/excludeConnection" }, what: "greeting", from: "a", pointer: "/me" }],
    [],
  ]);
  expect(calls[0]?.case.body).not.toEqual(calls[1]?.case.body);
});
