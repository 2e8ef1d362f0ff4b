import { expect, test } from "vitest";
import { contractOf } from "../testing/contract-of.js";
import { directed } from "../values/directed.js";
import { Validators } from "../values/validator.js";
import type { Answered, CheckContext } from "./check.js";
import { streamChecks } from "./streams.js";

const document = `
openapi: 3.1.0
info: { title: Stream, version: 1.0.0 }
paths:
  /events:
    get:
      operationId: follow
      responses:
        "200":
          description: Events.
          content:
            text/event-stream: { schema: { type: object, required: [n], properties: { n: { type: integer } } } }
`;
const contract = await contractOf({ openapi: { "stream.yaml": document } });

/** What the checks say of a stream with this text. */
function verdicts(body: string | Uint8Array, type = "text/event-stream; charset=utf-8"): readonly string[] {
  const context = { contract, answers: new Validators(directed(contract, "response")) } as unknown as CheckContext;
  const outcome = { kind: "answer", status: 200, headers: [["content-type", type]], body: Buffer.from(body) };
  const exchange = { operation: contract.operations[0], case: { intent: { kind: "positive" } }, outcome };
  return streamChecks.flatMap((check) => {
    const verdict = check.look(exchange as unknown as Answered, context);
    return verdict === undefined ? [] : [`${check.id}: ${verdict.kind}`];
  });
}

test("events are what the schema says, but for words of the server's own and an end that is not whole", () => {
  const [good, passes] = ["event-stream-readable: pass", "event-schema: pass"];
  expect(verdicts('id: 1\ndata: {"n":1}\n\ndata: [DONE]\n\ndata: {"n":')).toEqual([good, passes]);
  expect(verdicts("")).toEqual([good]);
  expect(verdicts(Buffer.from("data: ü").subarray(0, -1))).toEqual([good]);
  expect(verdicts('data: {"n":"one"}\n\n')).toEqual([good, "event-schema: fail"]);
});

test("lines of fields that there are not, times that are none and other letters cannot be read", () => {
  for (const text of ["note: 1\n\n", "retry: soon\n\n", Buffer.from([0x3a, 0xff, 0x0a, 0x0a])])
    expect(verdicts(text)).toEqual(["event-stream-readable: fail"]);
});

test("what is no stream is none of theirs", () => {
  expect(verdicts("note: 1\n\n", "text/plain")).toEqual([]);
});
