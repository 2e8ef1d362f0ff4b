import { expect, test } from "vitest";
import { typescript } from "../src/typescript.js";
import { compile, writeProject } from "./compile.js";
import { print } from "./generate.js";

/** Names that a language has its own ideas about, wherever a document can put them. */
const document = `
openapi: 3.1.0
info: { title: Acme, version: 1.0.0 }
paths:
  /options/{__proto__}:
    get:
      operationId: options
      parameters:
        - { name: __proto__, in: path, required: true, schema: { type: string } }
        - { name: "007", in: query, required: true, schema: { type: string } }
        - { name: "7", in: query, schema: { type: integer } }
      responses: { "200": { description: OK, content: { application/json: { schema: { $ref: "#/components/schemas/Codes" } } } } }
  /schemas:
    get: { operationId: schemas.toString, responses: { "204": { description: OK } } }
  /text:
    get: { operationId: toString, responses: { "204": { description: OK } } }
components:
  schemas:
    Codes:
      type: object
      required: ["007", __proto__]
      properties:
        "007": { type: string }
        "7": { type: integer }
        "1.0": { type: boolean }
        "123456789012345678901": { type: string }
        __proto__: { type: string }
        "parlance-key:x": { type: string }
    Opened: { type: object, required: [__proto__], properties: { __proto__: { const: opened }, at: { type: string } } }
    Closed: { type: object, required: [__proto__], properties: { __proto__: { const: closed } } }
    Event:
      oneOf: [{ $ref: "#/components/schemas/Opened" }, { $ref: "#/components/schemas/Closed" }]
      discriminator: { propertyName: __proto__ }
`;

const program = `
import { Acme, type Codes, type Event, type OptionsParams } from "./src/index.js";

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
true satisfies Same<keyof Codes, "007" | 7 | "1.0" | "123456789012345678901" | "__proto__" | "parlance-key:x">;
true satisfies Same<keyof OptionsParams, "pathProto" | "007" | 7>;

export async function use(acme: Acme, event: Event): Promise<void> {
  const codes: Codes = await acme.options({ pathProto: "p", "007": "bond", 7: 7 });
  codes["007"] satisfies string;
  codes[7] satisfies number | undefined;
  await acme.toString_();
  await acme.schemas.toString_();
  if (event.__proto__ === "opened") event.at satisfies string | undefined;
}
`;

test("names that the language or the type printer would change reach the types as the wire has them", async () => {
  const { files, diagnostics } = await print(typescript, document);
  expect(diagnostics).toEqual([]);
  const folder = await writeProject("hostile-names", [...files, { path: "program.ts", text: program }]);
  expect(await compile("hostile-names", [folder])).toBe("");
}, 60_000);
