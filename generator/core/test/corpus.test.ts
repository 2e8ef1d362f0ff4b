import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Contract, readContract, type Schema } from "@parlance/contract";
import { describe, expect, test } from "vitest";
import {
  intersectionsUnsupported,
  liftContract,
  nameContract,
  type NamedType,
  partsOf,
  schemaGroups,
} from "../src/index.js";
import { snakeSpelling } from "../src/testing/spelling.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const corpus = process.env.PARLANCE_CORPUS ?? join(root, "../shared/corpus");

/** CI tries everything; so does whoever sets the variable. */
const whole = process.env.CI === "true" || process.env.PARLANCE_WHOLE_CORPUS === "1";

/** Documents with what is hard to name: unions of unions, circles, discriminators, `allOf`, patterns. */
const quick = /(?:discord|oxide-nexus|circular.*|discriminators|polymorphism|schema-.*)\.(?:json|yaml)$/u;

/** Intersections that nothing can fulfil, and a map that is also one of several scalars. */
const unsupported = /(?:schema-types\.json|blockfrost\.yaml)$/u;

const own = ["openapi.yaml", "asyncapi.yaml"].map((each) => join(root, "specs", each));
const documents = [...own, ...(existsSync(corpus) ? await findDocuments() : [])];

describe.each(documents)("%s", (file) => {
  test("every structure is named once, and every reference leads to one", async () => {
    const contract = await read(file);
    const lifted = liftContract(contract);
    const names = new Set(lifted.schemas.map(({ name }) => name));
    expect(names.size).toBe(lifted.schemas.length);
    expect(lifted.schemas.flatMap(({ schema }) => partsOf(schema).flatMap((each) => unnamed(each, names)))).toEqual([]);
    expect(unnamedOfOperations(lifted, names)).toEqual([]);
    expect(liftContract(contract)).toEqual(lifted);
    expect(intersectionsUnsupported(lifted).length > 0).toBe(unsupported.test(file));
    expect(
      schemaGroups(new Map(lifted.schemas.map((each) => [each.name, each]))).flatMap((each) => each.names),
    ).toHaveLength(names.size);
  });

  test("every name is an identifier, and no two in a scope are alike", async () => {
    const contract = liftContract(await read(file));
    const { named, diagnostics } = nameContract(contract, snakeSpelling, { environmentPrefix: "ACME" });
    const types = [...named.types.values()];
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expectDistinct(types.flatMap(({ name, companions }) => [name, ...companions]));
    types.forEach((each) => scopesOf(each).forEach(expectDistinct));
  });
});

function scopesOf({ fields, values }: NamedType): readonly (readonly string[])[] {
  return [fields, values].map((each) => each.map(({ name }) => name));
}

function expectDistinct(names: readonly string[]): void {
  expect(names.filter((each) => !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(each))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
}

function unnamedOfOperations({ operations, messages }: Contract, names: ReadonlySet<string>): readonly string[] {
  const schemas = [
    ...operations
      .flatMap(({ parameters, body, responses }) => [
        ...parameters,
        ...(body?.contents ?? []),
        ...responses.flatMap(({ contents, headers }) => [...contents, ...headers]),
      ])
      .map(({ schema }) => schema),
    ...messages.flatMap(({ payload, headers }) => [payload, headers]),
  ];
  return schemas.flatMap((each) => (each === undefined ? [] : unnamed(each, names)));
}

/** What stands in place although it has structure, and references that lead nowhere. */
function unnamed(schema: Schema, names: ReadonlySet<string>): readonly string[] {
  const found = ["object", "union", "enum"].includes(schema.kind) || (schema.kind === "ref" && !names.has(schema.name));
  const below = schema.kind === "intersection" ? [] : partsOf(schema).flatMap((each) => unnamed(each, names));
  return found ? [`${schema.kind} at ${schema.place.file}:${schema.place.line}`, ...below] : below;
}

async function read(file: string): Promise<Contract> {
  const { contract, diagnostics } = await readContract({ documents: [file] });
  if (contract === undefined) {
    throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  }
  return contract;
}

async function findDocuments(): Promise<readonly string[]> {
  const entries = await readdir(join(corpus, "openapi"), { recursive: true, withFileTypes: true });
  return entries
    .filter((each) => each.isFile() && /\.(?:json|yaml)$/u.test(each.name) && (whole || quick.test(each.name)))
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
}
