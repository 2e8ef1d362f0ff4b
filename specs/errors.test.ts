import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isObject, items, members, readSpec, root, type JsonObject } from "./testing/documents.js";
import { operations } from "./testing/operations.js";

const errors = members(readSpec("errors.yaml").errors) as [string, JsonObject][];
const codes = new Set(errors.map(([code]) => code));

test("the generated schema of codes is what the table gives", () => {
  const script = join(root, "..", "scripts", "spec-codes.ts");
  expect(() => execFileSync(process.execPath, [script, "--check"], { stdio: "pipe" })).not.toThrow();
});

test.each(errors)("%s says what happened and what to do", (code, row) => {
  expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
  for (const member of ["title", "meaning", "action"]) expect(row[member]).toEqual(expect.stringMatching(/\S/));
  expect(row.retryable).toEqual(expect.any(Boolean));
  expect(row.status ?? row.closeCode, "an HTTP status or a close code").toBeDefined();
});

test.each(members(readSpec("errors.yaml").client) as [string, JsonObject][])(
  "%s, a code of the client alone, says what happened and what to do",
  (code, row) => {
    expect(codes).not.toContain(code);
    expect(Object.keys(row)).toEqual(["retryable", "meaning", "action"]);
  },
);

test.each(errors.filter(([, row]) => row.closeCode !== undefined))(
  "%s closes in the range of its retryability",
  (_, row) => {
    const code = Number(row.closeCode);
    expect(code).toBeGreaterThanOrEqual(4000);
    expect(code).toBeLessThan(4300);
    expect(code >= 4100).toBe(row.retryable);
  },
);

test("the codes of problem items are those of the table", () => {
  const schema = readSpec("schemas/common.yaml").ProblemItemCode;
  expect(isObject(schema) ? items(schema.enum) : []).toEqual(
    members(readSpec("errors.yaml").items).map(([code]) => code),
  );
});

test("no document speaks of a code that is not in the table", () => {
  const files = ["openapi", "schemas", "asyncapi"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name)),
  );
  const used = files.flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(/\b[1-5]\d\d `([a-z]+(?:_[a-z]+)+)`|\bcode: ([a-z_]+)$/gm)].map(
      (match) => ({
        file,
        code: match[1] ?? match[2] ?? "",
      }),
    ),
  );
  const itemCodes = new Set(members(readSpec("errors.yaml").items).map(([code]) => code));
  expect(used.filter(({ code }) => !codes.has(code) && !itemCodes.has(code) && code !== "closed")).toEqual([]);
});

test("the problems shown as examples are those of the table, under the right status", () => {
  const statuses = new Map(
    operations.flatMap(({ shared }) => [...shared].map(([status, name]) => [name, Number(status)])),
  );
  const shown = members(readSpec("openapi/common.yaml").responses).flatMap(([name, response]) => {
    const content =
      isObject(response) && isObject(response.content) ? response.content["application/problem+json"] : undefined;
    return members(isObject(content) ? content.examples : undefined).map(([, example]) => ({
      name,
      value: isObject(example) ? example.value : null,
    }));
  });
  expect(shown.length).toBeGreaterThan(0);
  for (const { name, value } of shown) {
    const row = isObject(value) ? errors.find(([code]) => code === value.code)?.[1] : undefined;
    expect(value).toMatchObject({ title: row?.title, status: row?.status, retryable: row?.retryable });
    expect(row?.status).toBe(statuses.get(name));
  }
});
