import type { Diagnostics } from "../diagnostics/diagnostics.js";
import type { Contract } from "../model/contract.js";
import type { JsonObject } from "../model/json.js";
import type { Place } from "../model/place.js";
import type { NamedSchema } from "../model/schema.js";
import { compare } from "../util/compare.js";
import type { Draft } from "./draft.js";

type ClashCode = "message-name-clash" | "channel-name-clash" | "security-name-clash";

/** One Contract of all documents. The first document gives the title and the version. */
export function mergeDrafts(
  drafts: readonly Draft[],
  schemas: readonly NamedSchema[],
  diagnostics: Diagnostics,
): Contract {
  const [first] = drafts;
  refuseDuplicates(drafts, diagnostics);
  const extensions: JsonObject = Object.assign({}, ...drafts.toReversed().map((draft) => draft.extensions));
  return {
    contract: 1,
    info: first?.info ?? { title: "", version: "" },
    tags: uniqueTags(drafts),
    servers: drafts.flatMap((draft) => draft.servers),
    security: unify(
      drafts.flatMap((draft) => draft.security),
      "security-name-clash",
      diagnostics,
    ),
    schemas,
    operations: drafts.flatMap((draft) => draft.operations).toSorted(byRoute),
    webhooks: drafts.flatMap((draft) => draft.webhooks).toSorted((a, b) => compare(a.name, b.name)),
    channels: unify(
      drafts.flatMap((draft) => draft.channels),
      "channel-name-clash",
      diagnostics,
    ),
    messages: unify(
      drafts.flatMap((draft) => draft.messages),
      "message-name-clash",
      diagnostics,
    ),
    ...(Object.keys(extensions).length > 0 && { extensions }),
  };
}

/** Two documents must not declare the same call; within one, a stream that was split off shares its route. */
function refuseDuplicates(drafts: readonly Draft[], diagnostics: Diagnostics): void {
  const known = new Map<string, { readonly draft: Draft; readonly place: Place }>();
  for (const draft of drafts)
    for (const { method, path, place } of draft.operations) {
      const other = known.get(`${method} ${path}`);
      if (other === undefined) known.set(`${method} ${path}`, { draft, place });
      else if (other.draft !== draft)
        diagnostics.report("operation-duplicate", place, {
          method,
          path,
          other: `${other.place.file}:${other.place.line}`,
        });
    }
}

function byRoute(
  a: { readonly path: string; readonly method: string; readonly id: string },
  b: { readonly path: string; readonly method: string; readonly id: string },
): number {
  return compare(a.path, b.path) || compare(a.method, b.method) || compare(a.id, b.id);
}

function uniqueTags(drafts: readonly Draft[]) {
  const tags = new Map(
    drafts
      .flatMap((draft) => draft.tags)
      .toReversed()
      .map((tag) => [tag.name, tag]),
  );
  return [...tags.values()].reverse();
}

/** Sorted by name; what two documents declare alike is one, what they declare differently is an error. */
function unify<T extends { readonly name: string; readonly place: Place }>(
  nodes: readonly T[],
  code: ClashCode,
  diagnostics: Diagnostics,
): T[] {
  const byName = new Map<string, T>();
  for (const node of nodes) {
    const known = byName.get(node.name);
    if (known === undefined) byName.set(node.name, node);
    else if (fingerprint(known) !== fingerprint(node)) {
      const other = `${known.place.file}:${known.place.line}`;
      diagnostics.report(code, node.place, { name: node.name, other });
    }
  }
  return [...byName.values()].toSorted((a, b) => compare(a.name, b.name));
}

/** What a node means: places, words and extensions aside. */
function fingerprint(node: object): string {
  return JSON.stringify(node, (key, value: unknown) => (beside.has(key) ? undefined : value));
}

const beside = new Set(["place", "docs", "extensions"]);
