import { expect, test } from "vitest";
import type { Story } from "../../../run/story.js";
import { contractOf } from "../../../testing/contract-of.js";
import { directed } from "../../../values/directed.js";
import { Validators } from "../../../values/validator.js";
import { callbackChecks } from "./request.js";

const document = `
openapi: 3.1.0
info: { title: Callback, version: 1.0.0 }
paths:
  /prints:
    post:
      operationId: print
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { "202": { description: Taken. } }
      callbacks:
        done:
          "{$request.body#/url}":
            post:
              parameters:
                - { name: X-Final, in: header, schema: { type: boolean } }
                - { name: X-Pages, in: header, schema: { type: array, items: { type: string } } }
              requestBody: { content: { "*/*": { schema: { type: object } } } }
              responses: { "204": { description: Heard. } }
`;
const contract = await contractOf({ openapi: { "print.yaml": document } });
const [callback] = contract.operations.flatMap(({ callbacks }) => callbacks);

/** The checks that find something in a request with these headers. */
function failing(...headers: readonly (readonly [name: string, value: string])[]): readonly string[] {
  if (callback === undefined) throw new Error("The document has no callback.");
  const hooked = { kind: "hooked", by: "asked", method: "POST", target: "/", receivedAt: 0, step: 0, atMs: 0 } as const;
  const body = Buffer.from("{}");
  const scenario = { kind: "delivery", subject: "print", steps: [] } as const;
  const entries = [{ ...hooked, headers, body, answered: { answer: 204 } }] as const;
  const story: Story = { scenario, entries, whole: true };
  const context = { contract, answers: new Validators(directed(contract, "response")) };
  return callbackChecks(callback).flatMap((check) => check.look(story, context).map(() => check.id));
}

test("any media type is one of all", () => {
  expect(failing(["content-type", "application/json"])).toEqual([]);
  expect(failing()).toEqual(["webhook-request"]);
});

test("a header is read as what its schema asks for", () => {
  const json = ["content-type", "application/json"] as const;
  for (const text of ["true", "false"]) expect(failing(json, ["x-final", text])).toEqual([]);
  expect(failing(json, ["x-pages", "1, 2"])).toEqual([]);
  expect(failing(json, ["x-final", "perhaps"])).toEqual(["webhook-headers"]);
});
