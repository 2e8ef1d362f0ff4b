import { expect, test } from "vitest";
import { NameTable } from "./name-table.js";

const place = (line: number) => ({ file: "openapi.yaml", line });

test("allocate gives every name its spelling", () => {
  const table = new NameTable("schema types");
  expect(table.allocate({ spelled: "User", source: "user", place: place(3) })).toBe("User");
  expect(table.has("User")).toBe(true);
  expect(table.has("Account")).toBe(false);
  expect(table.diagnostics).toEqual([]);
});

test("allocate takes the same source twice for one name", () => {
  const table = new NameTable("schema types");
  table.allocate({ spelled: "User", source: "user", place: place(3) });
  table.allocate({ spelled: "User", source: "user", place: place(9) });
  expect(table.diagnostics).toEqual([]);
});

test("allocate reports two sources that are spelled alike, with both places", () => {
  const table = new NameTable("schema types");
  table.allocate({ spelled: "UserId", source: "user_id", place: place(3) });
  table.allocate({ spelled: "UserId", source: "userId", place: place(9) });
  expect(table.diagnostics).toEqual([
    {
      code: "name-clash",
      severity: "error",
      message: '"userId" and "user_id" (openapi.yaml:3) are both spelled "UserId" among the schema types.',
      help: "Rename one of them, or give it another name in SDKs with x-parlance-name.",
      place: place(9),
    },
  ]);
});
