import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { specs } from "./scenario/load-scenarios.js";

const folder = join(specs, "vectors");
const read = (name: string): object => JSON.parse(readFileSync(join(folder, name), "utf8")) as object;
const files = readdirSync(folder).filter((name) => name.endsWith(".json") && !name.endsWith(".schema.json"));

test.each(files)("%s is what its schema describes", (name) => {
  const ajv = new Ajv2020({ allErrors: true });
  ajv.validate(read(name.replace(".json", ".schema.json")), read(name));
  expect(ajv.errors ?? []).toEqual([]);
});
