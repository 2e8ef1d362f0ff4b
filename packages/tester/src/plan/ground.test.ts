import { describe, expect, test } from "vitest";
import { emptyProfile, type Profile } from "../profile/profile.js";
import { Pool } from "../run/pool.js";
import { contractOf } from "../testing/contract-of.js";
import { Ground } from "./ground.js";
import { Planner } from "./planner.js";
import { resourcesOf } from "./resource.js";
import { lifeSequence } from "./sequences/life.js";

const created = `responses: { "201": { description: Created., content: { application/json: { schema: { $ref: "#/components/schemas/T" } } } } }`;
const read = `responses: { "200": { description: Ok., content: { application/json: { schema: { $ref: "#/components/schemas/T" } } } } }`;
const page = (name: string) => `parameters: [{ name: ${name}, in: path, required: true, schema: { type: string } }]`;
const document = `
openapi: 3.1.0
info: { title: Exams, version: 1.0.0 }
paths:
  /exams:
    post:
      operationId: exams.create
      responses:
        "201":
          description: Created.
          content: { application/json: { schema: { $ref: "#/components/schemas/T" } } }
          links: { get: { operationId: exams.get, parameters: { exam: "$response.body#/data/key" } } }
  /exams/{exam}: { ${page("exam")}, get: { operationId: exams.get, ${read} } }
  /exams/{exam}/answers:
    ${page("exam")}
    post: { operationId: answers.create, ${created} }
    get: { operationId: answers.list, ${read} }
  /exams/{exam}/close: { ${page("exam")}, post: { operationId: exams.close, ${created} } }
  /search: { post: { operationId: search, ${read} }, get: { operationId: searches, ${read} } }
components: { schemas: { T: { type: object, properties: { id: { type: string } } } } }
`;
const contract = await contractOf({ openapi: { "exams.yaml": document } });
const resources = resourcesOf(contract.operations);

function groundOf(collection: string, profile: Profile = emptyProfile): Ground {
  const resource = resources.find((each) => each.collection === collection);
  if (resource === undefined) throw new Error(`No resource ${collection}`);
  const planner = new Planner({ contract, profile, pool: new Pool(), seed: 1 });
  return new Ground({ resource, resources, planner, n: 1, freshParents: true, refinement: { density: 0, salt: "" } });
}

test("Resources are what can be created and read: actions and searches are none", () => {
  expect(resources.map(({ collection }) => collection)).toEqual(["/exams", "/exams/{exam}/answers"]);
});

describe("A sequence", () => {
  test("takes its id from where a link of the document says", () => {
    const steps = lifeSequence(groundOf("/exams"))?.steps ?? [];
    expect(steps.find(({ name }) => name === "read")?.takes).toEqual([
      { into: { in: "path", name: "exam" }, what: "id", from: "create", pointer: "/data/key" },
    ]);
  });

  test("creates its own parents", () => {
    const steps = lifeSequence(groundOf("/exams/{exam}/answers"))?.steps ?? [];
    expect(steps.map(({ name }) => name)).toEqual(["parent exam", "create", "list"]);
    expect(steps[1]?.takes).toEqual([{ into: { in: "path", name: "exam" }, what: "id", from: "parent exam" }]);
  });

  test("takes the parent that the profile names", () => {
    const profile = { ...emptyProfile, values: { exam: ["exam-12"] } };
    const steps = lifeSequence(groundOf("/exams/{exam}/answers", profile))?.steps ?? [];
    expect(steps.map(({ name }) => name)).toEqual(["create", "list"]);
    expect(steps[0]?.case.parameters).toEqual([{ in: "path", name: "exam", value: "exam-12" }]);
  });

  test("is none where no parent is known", () => {
    const resource = resources.find(({ collection }) => collection === "/exams/{exam}/answers");
    if (resource === undefined) throw new Error("No answers");
    const planner = new Planner({ contract, profile: emptyProfile, pool: new Pool(), seed: 1 });
    const refinement = { density: 0, salt: "" };
    const ground = new Ground({ resource, resources, planner, n: 1, freshParents: false, refinement });
    expect(lifeSequence(ground)).toBeUndefined();
  });
});
