/** A backend emits what happened in its database; the log of the topic answers who asks later. */
import assert from "node:assert/strict";
import { Parlance, UnprocessableError } from "@parlance/sdk";

const parlance = new Parlance();
const topic = "session.status";

await parlance.topics.create({ body: { name: topic, source: "database", validation: "reject" } });
const { number } = await parlance.topics.schemas.create({
  topic,
  body: {
    schema: {
      type: "object",
      properties: { id: { type: "string" }, campusId: { type: "integer" } },
      required: ["id", "campusId"],
    },
  },
});
console.log(`Made the topic ${topic} with version ${number} of its schema`);

for (const operation of ["insert", "update", "delete"] as const) {
  const event = await parlance.topics.publish({
    topic,
    body: {
      type: `session.${operation}`,
      payload: { id: "session-1", campusId: operation === "delete" ? 7 : 12 },
      metadata: { table: "sessions", operation },
    },
  });
  console.log(`${event.type} at offset ${event.offset}`);
}

await assert.rejects(
  parlance.topics.publish({ topic, body: { type: "session.update", payload: { id: 1 } } }),
  (error) => {
    assert(error instanceof UnprocessableError);
    console.log(`A payload that does not fit the schema: ${error.code}`);
    return true;
  },
);

const types: string[] = [];
const filter = { "payload.campusId": 12 };
for await (const event of parlance.topics.events.list({ topic, filter, order: "asc", limit: 1 })) {
  assert.equal(event.metadata.table, "sessions");
  types.push(event.type);
}
assert.deepEqual(types, ["session.insert", "session.update"]);
console.log(`Of campus 12, oldest first: ${types.join(", ")}`);
