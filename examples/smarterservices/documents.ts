/** A document's life: create, replace, merge, mutate, who was first, differences, expiry, soft delete and restore. */
import assert from "node:assert/strict";
import { ConflictError, NotFoundError, Parlance, PreconditionFailedError } from "@parlance/sdk";

const parlance = new Parlance();
const collection = "exams";

const unnamed = await parlance.documents.create({ collection, body: { data: { title: "Scratch" } } });
const exam = await parlance.documents.create({
  collection,
  body: { id: "exam-1", data: { title: "Algebra", seats: 20, room: { building: "A", floor: 1 } } },
});
console.log(`Made ${exam.id} of our own naming and ${unnamed.id} of the platform's`);
const at = { collection, document: exam.id };

await assert.rejects(parlance.documents.create({ collection, body: { id: "exam-1", data: {} } }), (error) => {
  assert(error instanceof ConflictError);
  console.log(`The same id again: ${error.code}`);
  return true;
});

// A write names the revision it is based on, so nobody overwrites what they have not seen.
const first = await parlance.documents.get(at).withResponse();
const replaced = await parlance.documents.replace({
  ...at,
  ifMatch: first.headers.eTag ?? "*",
  body: { data: { ...first.data.data, seats: 25 } },
});
assert.equal(replaced.revision, 2);
await assert.rejects(
  parlance.documents.replace({ ...at, ifMatch: first.headers.eTag ?? "*", body: { data: { seats: 0 } } }),
  (error) => {
    assert(error instanceof PreconditionFailedError);
    console.log(`A replace of a stale revision: ${error.code}`);
    return true;
  },
);

const merged = await parlance.documents.merge({
  ...at,
  ifMatch: `"${replaced.revision}"`,
  returnMode: "both",
  body: { data: { room: { floor: 3 } } },
});
assert.deepEqual(merged.data?.["room"], { building: "A", floor: 3 });
console.log(`A deep merge changed ${merged.diff?.map(({ op, path }) => `${op} ${path}`).join(", ")}`);

// Steps that depend on no revision may say so: `*`.
const mutated = await parlance.documents.mutate({
  ...at,
  ifMatch: "*",
  returnMode: "diff",
  body: {
    mutations: [
      { op: "set", path: "/title", value: "Linear algebra" },
      { op: "increment", path: "/seats", value: 5 },
    ],
  },
});
assert.deepEqual(
  mutated.diff?.map(({ path, value }) => [path, value]),
  [
    ["/title", "Linear algebra"],
    ["/seats", 30],
  ],
);
console.log(`Two mutations in one write: revision ${mutated.revision}`);

const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
const expiring = await parlance.documents.merge({ ...at, ifMatch: "*", body: { expiresAt } });
assert.equal(expiring.expiresAt, expiresAt);

const deleted = await parlance.documents.delete({ ...at, ifMatch: "*" });
await assert.rejects(parlance.documents.get(at), (error) => error instanceof NotFoundError);
assert.equal((await parlance.documents.get({ ...at, deleted: true })).deletedAt, deleted.deletedAt);
const restored = await parlance.documents.restore({ ...at, ifMatch: `"${deleted.revision}"` });
assert.equal(restored.deletedAt, null);
console.log("Deleted, still to be had when asked for, and restored");

const revisions: number[] = [];
for await (const { revision } of parlance.documents.changes.list({ ...at, limit: 3 })) revisions.push(revision);
assert.deepEqual(
  revisions.sort((a, b) => a - b),
  [1, 2, 3, 4, 5, 6, 7],
);
console.log(`Its changes without a hole: ${revisions.join(", ")}`);
