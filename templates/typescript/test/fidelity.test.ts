import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Contract, readContract, toOpenApi } from "@parlance/contract";
import { sameJson, sampleTexts } from "@parlance/generator/fidelity";
import { call, Client, type Operation } from "@parlance/runtime/codegen/v1";
import { type OperationContract, validator } from "@parlance/runtime/validation";
import { expect, onTestFinished, test } from "vitest";
import { typescript } from "../src/typescript.js";
import { writeProject } from "./compile.js";
import { EchoServer } from "./echo-server.js";
import { options } from "./generate.js";

const corpus = process.env.PARLANCE_CORPUS ?? fileURLToPath(new URL("../../../../shared/corpus", import.meta.url));
const platform = fileURLToPath(new URL("../../../specs/openapi.yaml", import.meta.url));
const theirs = ["asana.yaml", "discord.json", "openai.yaml", "oxide-nexus.json", "superset.json"].map((file) =>
  join(corpus, "openapi", file),
);
/** CI tries them all, others the platform's and the smallest. */
const whole = process.env.CI === "true" || process.env.PARLANCE_WHOLE_CORPUS === "1";
const documents = [
  platform,
  ...theirs.filter((file) => existsSync(file) && (whole || file.endsWith("oxide-nexus.json"))),
];

if (documents.length === 1 && process.env.CI === "true") {
  throw new Error(`The corpus of documents is not at ${corpus}`);
}

/** The operations of a generated SDK and their schemas, by the number of the schema that they echo. */
interface Generated {
  readonly operations: readonly Operation<{ readonly body: readonly unknown[] }, readonly unknown[]>[];
  readonly contracts: readonly OperationContract[];
}

test.each(documents)("what is decoded and encoded again is the same JSON in %s", { timeout: 300_000 }, async (file) => {
  const contract = await read(file);
  const { operations, contracts } = await generate(contract);
  await using server = await EchoServer.start();
  const client = new Client({ url: server.url, retries: 0 });
  const validating = new Client({ url: server.url, retries: 0, validation: validator(contracts) });
  const echo = async (through: Client, texts: readonly string[], schema: number): Promise<string | undefined> => {
    const operation = operations[schema];
    if (operation === undefined) throw new Error(`No operation for ${contract.schemas[schema]?.name}`);
    server.answer = `[${texts.join(",")}]`;
    const values = await call(through, operation, { body: [] });
    await call(through, operation, { body: values });
    return sameJson(server.answer, server.received) ? undefined : `${server.answer}\n  ${server.received}`;
  };

  const wrong: string[] = [];
  let [samples, valid, large] = [0, 0, 0];
  for (const [index, { name }] of contract.schemas.entries()) {
    const texts = sampleTexts(name, contract.schemas);
    const checked = validTexts(contracts[index], texts);
    samples += texts.length;
    valid += checked.length;
    large += checked.filter((each) => /\d{16}/u.test(each)).length;
    for (const found of [await echo(client, texts, index), await echo(validating, checked, index)]) {
      if (found !== undefined) wrong.push(`${name}\n  ${found}`);
    }
  }

  expect(wrong.slice(0, 10)).toEqual([]);
  expect(samples).toBeGreaterThan(contract.schemas.length);
  // Samples are also of tomorrow, and obey no patterns: many do not fit the schema of today.
  expect(valid).toBeGreaterThan(samples / 5);
  expect(large).toBeGreaterThan(0);
});

/** The texts that fit a schema when their integers are the nearest numbers: validation may not refuse them for being exact. */
function validTexts(contract: OperationContract | undefined, texts: readonly string[]): readonly string[] {
  if (contract === undefined) return [];
  const { check } = validator(contract);
  return texts.filter((text) => {
    const value = [JSON.parse(text) as unknown];
    return check({ operation: contract.id, value, status: 200 }).length === 0;
  });
}

async function read(file: string): Promise<Contract> {
  const { contract } = await readContract({ documents: [file] });
  if (contract === undefined) throw new Error(`${file} has errors`);
  return contract;
}

/** An SDK whose operations send lists of each schema and are answered with such. */
async function generate(contract: Contract): Promise<Generated> {
  const folder = await mkdtemp(join(tmpdir(), "parlance-fidelity-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const document = join(folder, "echo.json");
  await writeFile(document, JSON.stringify({ ...toOpenApi(contract), ...echoes(contract) }));
  const { files } = await typescript.print(await read(document), options);
  const sdk = await writeProject(`fidelity/${contract.info.title.replaceAll(/\W/gu, "-")}`, files);
  const load = async <Part>(module: string): Promise<readonly Part[]> => {
    const exported = Object.values((await import(join(sdk, "src", module))) as object).flat() as { id?: string }[];
    return contract.schemas.map((_, index) => exported.find(({ id }) => id === `echo${index}`) as Part);
  };
  return { operations: await load("operations.gen.ts"), contracts: await load("contracts.gen.ts") };
}

function echoes({ schemas }: Contract): object {
  const paths = schemas.map(({ name }, index) => {
    const items = { $ref: `#/components/schemas/${name.replaceAll("~", "~0").replaceAll("/", "~1")}` };
    const content = { "application/json": { schema: { type: "array", items } } };
    const post = {
      operationId: `echo${index}`,
      tags: ["echo"],
      requestBody: { required: true, content },
      responses: { 200: { description: "The same", content } },
    };
    return [`/echo${index}`, { post }];
  });
  return { paths: Object.fromEntries(paths), webhooks: {}, security: [] };
}
