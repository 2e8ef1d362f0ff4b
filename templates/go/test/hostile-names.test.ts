import { expect, test } from "vitest";
import { openapi, print } from "./generate.js";
import { haveGo, Workspace } from "./go.js";

/** Names that Go has its own ideas about, wherever a document can put them. */
const document = openapi({
  paths: `
/a/{type}/{options}/{string}/{ctx}:
  get:
    operationId: func
    parameters:
      - { name: type, in: path, required: true, schema: { type: string } }
      - { name: options, in: path, required: true, schema: { type: string } }
      - { name: string, in: path, required: true, schema: { type: integer } }
      - { name: ctx, in: path, required: true, schema: { type: string } }
      - { name: body, in: query, schema: { type: string }, description: "~~~" }
      - { name: Body, in: header, schema: { type: string } }
    requestBody: { content: { application/json: { schema: { type: string } } } }
    responses: { "200": { description: OK, content: { application/json: { schema: { $ref: "#/components/schemas/string" } } } } }
/close:
  get: { operationId: close, responses: { "204": { description: OK } } }
/test:
  get: { operationId: linux.get, tags: [linux], responses: { "204": { description: OK } } }
/tests:
  get: { operationId: unit test.get, tags: [unit test], responses: { "204": { description: OK } } }
/client:
  get: { operationId: client.new client, responses: { "204": { description: OK } } }
`,
  schemas: `
string:
  type: object
  required: [Extra, type, "a,b", "日本", "007"]
  properties:
    Extra: { type: string }
    MarshalJSON: { type: string }
    type: { const: "it\`s" }
    "a,b": { type: string }
    日本: { type: string }
    "007": { type: string }
    "_": { type: string }
    "-": { type: string }
    user_id: { type: string }
    userId: { type: string }
    self: { $ref: "#/components/schemas/string" }
    İsim: { type: string }
Client: { type: object, description: "*/ // \`\` # heading" }
Build: { type: object, description: "+build ignore\\n\\n//go:build ignore\\n\\ngo:build ignore" }
NewClient: { type: string }
UnknownMember: { type: array, items: { $ref: "#/components/schemas/UnknownMember" } }
error: { type: string, enum: ["", "a b", "a-b", A B, "*", 日本, "\\u0000\\u2028"] }
Big: { type: integer, enum: [1, 9223372036854775807] }
Node: { type: object, required: [next], properties: { next: { $ref: "#/components/schemas/Link" } } }
Link: { type: object, required: [node], properties: { node: { $ref: "#/components/schemas/Node" } } }
`,
});

test.skipIf(!haveGo)(
  "names that Go would misread are spelled so that it compiles, and reach the wire as they are",
  async () => {
    const printed = await print(document);
    expect(printed.diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
    using workspace = new Workspace();
    workspace.add("sdk", printed.files);
    workspace.write("sdk/use/main.go", program);
    expect(workspace.unformatted()).toEqual([]);
    expect(workspace.vet()).toEqual([]);
    expect(workspace.run("./sdk/use")).toBe(`${wire}\n`);
  },
  120_000,
);

const wire =
  '{"Extra":"e","type":"it`s","a,b":"c","日本":"j","007":"b","_":"u","-":"d","user_id":"1","userId":"2","İsim":"i"}';

const program = `package main

import (
	"encoding/json"
	"fmt"

	acme "acme.example/sdk"
)

func main() {
	var value acme.String
	if err := json.Unmarshal([]byte(${JSON.stringify(wire)}), &value); err != nil {
		panic(err)
	}
	if len(value.Extra) != 0 {
		panic("members were not read into their fields")
	}
	data, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(data))
}
`;
