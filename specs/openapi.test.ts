import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  follow,
  isObject,
  items,
  members,
  readSpec,
  root,
  schemaFiles,
  type Json,
  type JsonObject,
  type Placed,
} from "./testing/documents.js";
import { operations, webhooks, type Operation } from "./testing/operations.js";

const entry = readSpec("openapi.yaml");

/** Answers that anyone gets, without a token. */
const open = new Set(["health.get", "jwks.get"]);

/** Things that are handed over and not kept, so they have neither an address nor a version. */
const handedOver = /^(tokens|.*\.tokens|turnCredentials|tickets)\.(create|refresh)$/;

/** Lists that answer for the channels named in the question, so they have no pages. */
const bounded = new Set(["members.states.list"]);

/** Refusals that HTTP itself defines for one operation: a range of a download. */
const ofHttp = new Set(["416"]);

function declared(operation: Operation): string[] {
  return [...operation.responses.keys()];
}

function header(operation: Operation, status: string, name: string): boolean {
  const response = operation.responses.get(status)?.value;
  return isObject(response) && isObject(response.headers) && name in response.headers;
}

function parameterNames(operation: Operation): string[] {
  return operation.parameters.map((parameter) => String(parameter.name));
}

test("Redocly's recommended rules find no error", () => {
  const require = createRequire(import.meta.url);
  const bin = join(dirname(require.resolve("@redocly/cli/package.json")), "bin", "cli.js");
  const output = execFileSync(
    process.execPath,
    [bin, "lint", "platform", "--config", "redocly.yaml", "--format", "json"],
    {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    },
  );
  const report = JSON.parse(output) as { totals: { errors: number; warnings: number }; problems: unknown[] };
  expect(report.problems).toEqual([]);
});

test("operation ids are unique", () => {
  const ids = [...operations, ...webhooks].map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test("schema names are unique over all files", () => {
  const names = schemaFiles().flatMap((file) => members(readSpec(file)).map(([name]) => name));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test("every scope that is asked for is in the one list", () => {
  const bearer = follow({ value: (entry.components as JsonObject).securitySchemes ?? null, file: "openapi.yaml" })
    .value as JsonObject;
  const listed = new Set(members((bearer.bearer as JsonObject)["x-parlance-scopes"]).map(([scope]) => scope));
  const asked = operations.flatMap(({ id, definition }) =>
    items(definition.security).flatMap((requirement) =>
      members(requirement).flatMap(([, scopes]) => items(scopes).map((scope) => ({ id, scope }))),
    ),
  );
  expect(asked.filter(({ scope }) => !listed.has(String(scope)))).toEqual([]);
});

describe.each(operations)("$id", (operation) => {
  const { id, method, path, definition } = operation;
  const success = declared(operation).filter((status) => /^[23]/.test(status) && status !== "304");

  test("is named and described as the conventions say", () => {
    expect(id).toMatch(/^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)+$/);
    expect(String(definition.summary).length).toBeLessThanOrEqual(60);
    expect(String(definition.description)).toMatch(/\S/);
    expect(items(entry.tags).map((tag) => (tag as JsonObject).name)).toEqual(
      expect.arrayContaining(items(definition.tags)),
    );
    expect(items(definition.tags)).toHaveLength(1);
    expect(path).toMatch(/^(\/healthz|\/\.well-known\/jwks\.json|\/v1(\/([a-z]+(-[a-z]+)*|\{[a-z][A-Za-z]*\}))+)$/);
  });

  test("says who may call it", () => {
    if (open.has(id)) expect(definition.security).toEqual([]);
    else expect(items(definition.security).length).toBeGreaterThan(0);
  });

  test("declares its answers", () => {
    const expected = ["400", "429", "500", "503"];
    if (!open.has(id)) expected.push("401", "403");
    if (path.includes("{")) expected.push("404");
    if (definition.requestBody) expected.push("413", "415");
    if (method === "post") expected.push("409", "422");
    if (parameterNames(operation).includes("If-Match")) expected.push("412");
    if (parameterNames(operation).includes("If-None-Match")) expected.push("304");
    expect(declared(operation)).toEqual(expect.arrayContaining(expected));
    expect(success.length).toBeGreaterThan(0);
    const errors = declared(operation).filter((status) => /^[45]/.test(status));
    expect(
      errors.filter((status) => !operation.shared.has(status) && !ofHttp.has(status)),
      "errors are shared responses",
    ).toEqual([]);
  });

  test("carries the headers that every response has", () => {
    const missing = declared(operation).filter(
      (status) =>
        !["Request-Id", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"].every((name) =>
          header(operation, status, name),
        ),
    );
    expect(missing).toEqual([]);
  });

  test("keeps to the rules of its kind", () => {
    const action = id.split(".").at(-1);
    if (method === "post") expect(parameterNames(operation)).toContain("Idempotency-Key");
    if (method === "patch" && action === "update")
      expect(bodyTypes(definition)).toContain("application/merge-patch+json");
    if (action === "list" && !bounded.has(id)) {
      expect(parameterNames(operation)).toEqual(expect.arrayContaining(["limit", "cursor"]));
      expect(definition["x-parlance-pagination"]).toEqual({
        style: "cursor",
        parameter: "cursor",
        items: "/items",
        next: "/nextCursor",
      });
    }
    if (method === "post" && action === "create" && !handedOver.test(id)) {
      expect(success).toContain("201");
      expect(header(operation, "201", "Location")).toBe(true);
    }
  });

  test("tells the version of the resource it answers with", () => {
    const answer = operation.responses.get("200") ?? operation.responses.get("201");
    if (!answer || !hasVersion(answer) || handedOver.test(id)) return;
    expect(header(operation, success[0] ?? "", "ETag")).toBe(true);
    if (method === "get") expect(parameterNames(operation)).toContain("If-None-Match");
    if (["patch", "put", "delete"].includes(method)) expect(parameterNames(operation)).toContain("If-Match");
  });

  test("shows an example of what it sends and answers", () => {
    const bodies = [definition.requestBody, ...success.map((status) => operation.responses.get(status)?.value ?? null)];
    const silent = bodies.flatMap((body) =>
      members(isObject(body) ? body.content : undefined).filter(
        ([type, media]) => isJson(type) && isObject(media) && !("example" in media) && !("examples" in media),
      ),
    );
    expect(silent).toEqual([]);
  });
});

/** Whether what a response carries has a `version` of its own. */
function hasVersion(response: Placed): boolean {
  const content = isObject(response.value) ? members(response.value.content) : [];
  return content.some(
    ([, media]) => isObject(media) && versioned({ value: media.schema ?? null, file: response.file }),
  );
}

function versioned(schema: Placed): boolean {
  const { value, file } = follow(schema);
  if (!isObject(value)) return false;
  const own =
    isObject(value.properties) && "version" in value.properties && items(value.required).includes("updatedAt");
  return own || items(value.allOf).some((item) => versioned({ value: item, file }));
}

function bodyTypes(definition: JsonObject): string[] {
  return members(isObject(definition.requestBody) ? definition.requestBody.content : undefined).map(([type]) => type);
}

function isJson(type: string): boolean {
  return type === "application/json" || type.endsWith("+json");
}

/** The members of a schema, and of those inside it, that nobody described. */
function undescribed(name: string, schema: Placed): string[] {
  const { value, file } = schema;
  if (!isObject(value) || typeof value.$ref === "string") return [];
  const nested: [string, Json][] = [
    ...members(value.properties),
    ...(isObject(value.items) ? [["items", value.items] satisfies [string, Json]] : []),
    ...["allOf", "anyOf", "oneOf"].flatMap((key) =>
      items(value[key]).map((item, index): [string, Json] => [`${key}/${index}`, item]),
    ),
  ];
  const silent = members(value.properties).filter(([, member]) => {
    const resolved = follow({ value: member, file }).value;
    return (
      !(isObject(member) && typeof member.description === "string") &&
      !(isObject(resolved) && typeof resolved.description === "string")
    );
  });
  return [
    ...silent.map(([member]) => `${name}.${member}`),
    ...nested.flatMap(([key, member]) => undescribed(`${name}.${key}`, { value: member, file })),
  ];
}

test.each(schemaFiles())("every schema of %s and every member is described", (file) => {
  const silent = members(readSpec(file)).flatMap(([name, value]) => [
    ...(isObject(value) && typeof value.description === "string" ? [] : [name]),
    ...undescribed(name, { value, file }),
  ]);
  expect(silent).toEqual([]);
});
