import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openapi } from "../testing/documents.js";
import { contentOf, fill, temporaryFolder } from "../testing/folder.js";
import { start } from "../testing/parlance.js";

const options = [
  "generate",
  "--openapi",
  "openapi.yaml",
  "--language",
  "typescript",
  "--out",
  "sdk",
  "--watch",
] as const;

test("generate with --watch follows changes, also of files referred to, survives errors and ends with 0", async () => {
  const folder = temporaryFolder();
  const schemas = (title: string): string => `User: { type: object, description: ${title} }\n`;
  fill(folder, {
    "openapi.yaml": openapi({ schemas: "User: { $ref: 'users.yaml#/User' }" }),
    "users.yaml": schemas("One"),
  });
  const running = start(folder, ...options);
  await running.until("stderr", "Watching 2 files.");

  writeFileSync(join(folder, "users.yaml"), schemas("Two"));
  await running.until("stderr", "Watching 2 files.");
  expect(Object.values(contentOf(join(folder, "sdk/src"))).some((text) => text.includes("Two"))).toBe(true);

  writeFileSync(join(folder, "users.yaml"), "User: [\n");
  await running.until("stderr", "users.yaml:");
  await running.until("stderr", "Watching");

  writeFileSync(join(folder, "saved.yaml"), schemas("Three"));
  renameSync(join(folder, "saved.yaml"), join(folder, "users.yaml"));
  await running.until("stderr", "Watching 2 files.");
  expect(Object.values(contentOf(join(folder, "sdk/src"))).some((text) => text.includes("Three"))).toBe(true);

  running.interrupt();
  expect((await running.ended).code).toBe(0);
}, 30_000);

test("generate with --watch does not begin with unusable options", async () => {
  const running = start(
    temporaryFolder(),
    "generate",
    "--openapi",
    "a.yaml",
    "--language",
    "cobol",
    "--out",
    "sdk",
    "--watch",
  );
  expect((await running.ended).code).toBe(2);
});

test("generate with --watch follows the config file", async () => {
  const folder = temporaryFolder();
  const config = (name: string): string => {
    return JSON.stringify({ openapi: "openapi.yaml", languages: ["typescript"], out: "sdk", package: name });
  };
  fill(folder, { "openapi.yaml": openapi(), "parlance.config.json": config("one") });
  const running = start(folder, "generate", "--watch");
  await running.until("stderr", "Watching 2 files.");

  writeFileSync(join(folder, "parlance.config.json"), "{");
  await running.until("stderr", "config-invalid");
  await running.until("stderr", "Watching 2 files.");

  writeFileSync(join(folder, "parlance.config.json"), config("two"));
  await running.until("stderr", "Watching 2 files.");
  expect(JSON.parse(contentOf(folder)["sdk/package.json"] ?? "")).toMatchObject({ name: "two" });
}, 30_000);
