import { printSchema } from "../json-schema/print-schema.js";
import type { Contract } from "../model/contract.js";
import type { Json, JsonObject } from "../model/json.js";
import type { Schema } from "../model/schema.js";
import { defined } from "../util/defined.js";
import { type Print, printOperation } from "./print-operation.js";
import { printScheme, printServer } from "./print-security.js";

/**
 * One OpenAPI 3.1 document of a whole Contract: every schema, those of events included, stands under
 * `components/schemas` by its own name, `$ref`s are local, and each tagged union has an explicit discriminator mapping.
 * Extensions and examples that hold a `$ref` of the author's own are left out, since it would lead nowhere here.
 * Channels and messages have no place in OpenAPI and are not printed; their payloads are.
 */
export function toOpenApi(contract: Contract): JsonObject {
  const print: Print = (schema: Schema) => printSchema(schema, { open: false, refer: referTo, dialect: "openapi" });
  const { info, tags, servers, security } = contract;
  return {
    openapi: "3.1.1",
    info: { title: info.title, version: info.version, ...defined({ description: info.docs?.description }) },
    ...(servers.length > 0 && { servers: servers.filter(({ name }) => name === undefined).map(printServer) }),
    ...(tags.length > 0 && {
      tags: tags.map(({ name, docs }) => ({ name, ...defined({ description: docs?.description }) })),
    }),
    paths: printPaths(contract, print),
    ...(contract.webhooks.length > 0 && { webhooks: printWebhooks(contract, print) }),
    components: {
      schemas: Object.fromEntries(contract.schemas.map(({ name, schema }) => [name, print(schema)])),
      ...(security.length > 0 && {
        securitySchemes: Object.fromEntries(
          security.flatMap((scheme) => {
            const printed = printScheme(scheme);
            return printed === undefined ? [] : [[scheme.name, printed]];
          }),
        ),
      }),
    },
  };
}

function referTo(name: string): string {
  return `#/components/schemas/${encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"))}`;
}

/** Two operations of one path and method are the halves of one that was split; the stream's path gets a fragment. */
function printPaths({ operations }: Contract, print: Print): JsonObject {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    const method = operation.method.toLowerCase();
    const taken = paths[operation.path]?.[method] !== undefined;
    const path = taken ? `${operation.path}#${operation.id}` : operation.path;
    (paths[path] ??= {})[method] = printOperation(operation, print);
  }
  return paths;
}

function printWebhooks({ webhooks }: Contract, print: Print): JsonObject {
  const printed: Record<string, Record<string, Json>> = {};
  for (const { name, operation } of webhooks)
    (printed[name] ??= {})[operation.method.toLowerCase()] = printOperation(operation, print);
  return printed;
}
