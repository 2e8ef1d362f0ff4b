/** Writes what the platform knows of `specs/`: gen/contract.json and src/gen/errors.gen.ts. The first step of the build. */
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import {
  readContract,
  toJsonSchema,
  type Content,
  type Contract,
  type Operation,
  type Schema,
} from "@parlance/contract";
import type { Contract as BareContract } from "../src/contract/bare-contract.js";
import type {
  ChannelDeclaration,
  CompiledContract,
  JsonSchema,
  OperationSchemas,
} from "../src/contract/platform-contract.js";
import { definitionsUri } from "../src/contract/definitions-uri.ts";
import { errorsModule } from "./write-errors.ts";

const specs = new URL("../../../specs/", import.meta.url);
const gen = new URL("../gen/", import.meta.url);

const { contract, diagnostics } = await readContract({
  openapi: [fileURLToPath(new URL("openapi.yaml", specs))],
  asyncapi: [fileURLToPath(new URL("asyncapi.yaml", specs))],
});
const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
for (const { place, code, message } of errors) console.error(`${place.file}:${place.line} ${code}: ${message}`);
if (contract === undefined || errors.length > 0) process.exit(2);

await mkdir(gen, { recursive: true });
await mkdir(new URL("../src/gen/", import.meta.url), { recursive: true });
await writeFile(new URL("contract.json", gen), JSON.stringify(compile(contract)));
await writeFile(
  new URL("../src/gen/errors.gen.ts", import.meta.url),
  await errorsModule(new URL("errors.yaml", specs)),
);

function compile(full: Contract): CompiledContract {
  const contract = bare(full) as Contract;
  const print = (schema: Schema | undefined): JsonSchema =>
    schema === undefined
      ? true
      : toJsonSchema(schema, { contract, refs: (name) => `${definitionsUri}#/$defs/${name}` });
  const byMediaType = (contents: readonly Content[] = []) =>
    Object.fromEntries(contents.map((content) => [content.mediaType, print(content.schema)]));
  const schemas = contract.operations.map((operation): readonly [string, OperationSchemas] => [
    operation.id,
    {
      parameters: Object.fromEntries(
        operation.parameters.map(({ in: place, name, schema }) => [`${place}.${name}`, print(schema)]),
      ),
      body: byMediaType(operation.body?.contents),
      responses: Object.fromEntries(
        operation.responses.flatMap(({ status, contents }) => (status < "4" ? [[status, byMediaType(contents)]] : [])),
      ),
    },
  ]);
  return {
    contract: {
      ...contract,
      operations: contract.operations.map(withoutFailureBodies),
      webhooks: [],
      channels: [],
      messages: [],
    } as unknown as BareContract,
    definitions: Object.fromEntries(contract.schemas.map(({ name, schema }) => [name, print(schema)])),
    schemas: Object.fromEntries(schemas),
    channels: full.channels.map(declared),
  };
}

/** What the platform asks about a channel: its address and the scopes it takes. */
function declared({ name, address, extensions }: Contract["channels"][number]): ChannelDeclaration {
  const known = extensions?.["x-parlance-channel"] as { readonly scopes?: readonly string[] } | undefined;
  const subprotocols = extensions?.["x-subprotocols"] as readonly string[] | undefined;
  return {
    name,
    address,
    ...(known?.scopes !== undefined && { scopes: known.scopes }),
    ...(subprotocols !== undefined && { subprotocols }),
  };
}

/** Drops what is for people and tools; nothing that decides. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => name !== "docs" && name !== "examples" && name !== "place");
  return Object.fromEntries(kept.map(([name, member]) => [name, bare(member)]));
}

/** All failures are problems and made in one place, so their shapes need not stand at each operation. */
function withoutFailureBodies(operation: Operation): Operation {
  const responses = operation.responses.map((response) =>
    response.status < "4" ? response : { ...response, contents: [], headers: [], links: [] },
  );
  return { ...operation, responses };
}
