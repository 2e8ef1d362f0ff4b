import type { Diagnostics } from "../diagnostics/diagnostics.js";
import { type Cursor, placeOf } from "../load/cursor.js";
import type { Entry } from "../load/entry.js";
import type { Resolver } from "../load/resolver.js";
import type { Contract } from "../model/contract.js";
import type { JsonObject } from "../model/json.js";
import { readAsyncApi } from "./asyncapi/read-asyncapi.js";
import { mergeDrafts } from "./merge-drafts.js";
import { paginate } from "./openapi/paginate.js";
import { readOpenApi } from "./openapi/read-openapi.js";
import { refuseLongNames } from "./refuse-long-names.js";
import { SchemaReader } from "./schema/schema-reader.js";

/** Turns loaded documents into one Contract. */
export function normalise(
  entries: readonly Entry[],
  context: { readonly diagnostics: Diagnostics; readonly resolver: Resolver },
): Contract {
  const { diagnostics, resolver } = context;
  const session = { diagnostics, resolver, schemas: new SchemaReader(context) };
  const written = new Map<string, Cursor<JsonObject>>();
  const drafts = [];
  for (const { root, kind, version } of entries) {
    if (kind === "openapi") drafts.push(readOpenApi(root, session, written));
    else drafts.push(readAsyncApi(root, version, session));
  }
  const schemas = session.schemas.finish();
  const contract = mergeDrafts(drafts, schemas, diagnostics);
  const [first] = entries;
  if (first !== undefined) refuseLongNames(contract, placeOf(first.root), diagnostics);
  const shapes = new Map(schemas.map(({ name, schema }) => [name, schema]));
  const operations = contract.operations.map((operation) =>
    paginate(operation, written.get(operation.id), { shapes, diagnostics }),
  );
  return { ...contract, operations };
}
