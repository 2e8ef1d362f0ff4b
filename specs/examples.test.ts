import { expect, test } from "vitest";
import {
  isObject,
  items,
  members,
  readSpec,
  schemaFiles,
  type Json,
  type JsonObject,
  type Placed,
} from "./testing/documents.js";
import { operations, webhooks, type Operation } from "./testing/operations.js";
import { problems, schemaExamples, type Example } from "./testing/schemas.js";

function mediaExamples(name: string, content: Json | undefined, file: string): Example[] {
  return members(content).flatMap(([type, media]) => {
    if (!isObject(media)) return [];
    const schema: Placed = { value: media.schema ?? true, file };
    const one = "example" in media ? [media.example ?? null] : [];
    const many = members(media.examples).map(([, example]) => (isObject(example) ? (example.value ?? null) : null));
    return [...one, ...many].map((value) => ({ name: `${name} ${type}`, schema, value }));
  });
}

function operationExamples(operation: Operation): Example[] {
  const { definition, file, id } = operation;
  const body = isObject(definition.requestBody)
    ? mediaExamples(`${id} body`, definition.requestBody.content, file)
    : [];
  const answers = [...operation.responses].flatMap(([status, response]) =>
    isObject(response.value) ? mediaExamples(`${id} ${status}`, response.value.content, response.file) : [],
  );
  return [...body, ...answers];
}

function failures(examples: Example[]): string[] {
  return examples.flatMap(({ name, schema, value }) => problems(schema, value).map((problem) => `${name}: ${problem}`));
}

test.each(schemaFiles())("the examples in %s match their schemas", (file) => {
  const examples = members(readSpec(file)).flatMap(([name, value]) => schemaExamples(name, { value, file }));
  expect(failures(examples)).toEqual([]);
});

test("the examples of bodies and responses match their schemas", () => {
  expect(failures([...operations, ...webhooks].flatMap(operationExamples))).toEqual([]);
});

test("the examples of parameters match their schemas", () => {
  const examples = operations.flatMap(({ id, parameters }) =>
    parameters
      .filter((parameter) => "example" in parameter && isObject(parameter.schema))
      .map((parameter): Example => {
        // A path or query value is written in the domain's file, or in the common one: both stand beside each other.
        return {
          name: `${id} ${String(parameter.name)}`,
          schema: { value: parameter.schema ?? true, file: "openapi/common.yaml" },
          value: parameter.example ?? null,
        };
      }),
  );
  expect(failures(examples)).toEqual([]);
});

test("a wrong example would be found", () => {
  const schema: Placed = { value: { $ref: "common.yaml#/Problem" }, file: "schemas/common.yaml" };
  expect(problems(schema, { title: "no code" })).not.toEqual([]);
});

test("every event and frame shows an example", () => {
  const shown = schemaFiles().filter((file) => file.endsWith("-events.yaml") || file === "schemas/socket.yaml");
  const silent = shown.flatMap((file) =>
    members(readSpec(file))
      .filter(([, schema]) => isObject(schema) && hasTag(schema) && items(schema.examples).length === 0)
      .map(([name]) => name),
  );
  expect(silent).toEqual([]);
});

function hasTag(schema: JsonObject): boolean {
  const tag = isObject(schema.properties) ? schema.properties.type : undefined;
  return isObject(tag) && typeof tag.const === "string";
}
