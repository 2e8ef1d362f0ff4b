import { expect, test } from "vitest";
import { codesOf, contractOf, readParts } from "../../testing/read-documents.js";

const pet = "{ schema: { type: object, properties: { name: { type: string } } } }";

test("what is there beside JSON is told, and stays in the Contract", async () => {
  const result = await readOperation(`{ application/xml: ${pet}, application/json: ${pet}, text/csv: {} }`);
  const contents = contractOf(result).operations[0]?.responses[0]?.contents;
  expect(contents?.map(({ form }) => form)).toEqual(["text", "json", "text"]);
  expect(result.diagnostics).toMatchObject([
    {
      code: "json-preferred",
      severity: "info",
      message: "pets.get answers with application/xml, text/csv as well as JSON; SDKs use JSON alone.",
    },
  ]);
});

test("of bodies that are sent, forms and files are kept", async () => {
  const body = `{ application/json: ${pet}, application/xml: ${pet}, multipart/form-data: ${pet}, image/png: {} }`;
  expect((await readOperation("{}", body)).diagnostics).toMatchObject([
    { message: "pets.get takes application/xml as well as JSON; SDKs use JSON alone." },
  ]);
});

test("XML and YAML without JSON are told, because their schema is not read", async () => {
  const result = await readOperation(`{ application/atom+xml: ${pet} }`, `{ application/yaml: ${pet} }`);
  expect(result.diagnostics.map(({ severity, code, message }) => `${severity} ${code}: ${message}`)).toEqual([
    "warning schema-unread: pets.get answers with application/atom+xml, which SDKs take for text; the schema has no effect.",
    "warning schema-unread: pets.get takes application/yaml, which SDKs take for text; the schema has no effect.",
  ]);
});

test.each([
  ["JSON of several kinds", `{ application/json: ${pet}, application/vnd.acme+json: ${pet} }`],
  ["text that is text", "{ text/plain: { schema: { type: string } }, text/html: {} }"],
  ["XML that is one text", "{ application/xml: { schema: { type: string } } }"],
  ["bytes", "{ image/png: {} }"],
  ["any type at all beside text", "{ '*/*': {}, text/plain: {} }"],
])("nothing is told of %s", async (_, answer) => {
  expect(codesOf(await readOperation(answer))).toEqual([]);
});

function readOperation(answer: string, body?: string) {
  const sent = body === undefined ? "" : `requestBody: { content: ${body} }, `;
  const responses = `{ '200': { description: Fine, content: ${answer} } }`;
  return readParts(`paths:\n  /pets:\n    post: { operationId: pets.get, ${sent}responses: ${responses} }\n`);
}
