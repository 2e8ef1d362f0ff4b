import type { Operation, Parameter } from "@parlance/contract";
import type { Case, Part } from "../plan/case.js";
import { jsonContent } from "../plan/planner.js";
import { withAnyIndex } from "../values/pointer.js";
import { resolve, type Schemas } from "../values/schemas.js";
import { type KeywordAt, keywordsOf } from "./keywords.js";

/** How often a keyword of a parameter or body was tried. */
export interface KeywordCoverage extends KeywordAt {
  readonly tried: number;
}

/** What was tried with one parameter, or with the body of an operation. */
export interface ParameterCoverage {
  readonly operation: string;
  readonly in: Part;
  /** Absent: the body. */
  readonly name?: string;
  readonly required: boolean;
  /** Requests that had it, and those that had it not. */
  readonly present: number;
  readonly absent: number;
  /** Values as far as a keyword allows, and values that it refuses. */
  readonly keywords: readonly KeywordCoverage[];
}

interface Tried {
  present: number;
  absent: number;
  readonly keywords: Map<string, { readonly at: KeywordAt; tried: number }>;
}

/** Counts with which parameters and bodies requests were sent. */
export class ParameterCounts {
  readonly #schemas: Schemas;
  readonly #operations = new Map<string, Map<string, Tried>>();

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  /** Counts one request. */
  add({ intent, parameters, body }: Case, operation: Operation): void {
    if (intent.kind !== "positive" && intent.kind !== "boundary" && intent.kind !== "negative") return;
    const tried = this.#of(operation);
    for (const { in: place, name } of operation.parameters) {
      const row = tried.get(keyOf(place, name));
      if (row === undefined) continue;
      if (parameters.some((each) => each.name === name && each.in === place)) row.present += 1;
      else row.absent += 1;
    }
    const bodies = tried.get("body");
    if (bodies !== undefined) bodies[body === undefined ? "absent" : "present"] += 1;
    if (intent.kind === "positive") return;
    const way = intent.kind === "boundary" ? "boundary" : "broken";
    const row = tried.get(intent.part === "body" ? "body" : keyOf(intent.part, intent.name ?? ""));
    if (row !== undefined) count(row, { pointer: withAnyIndex(intent.pointer), keyword: intent.keyword, way });
  }

  /** What was tried with the parameters and the body of an operation. */
  of(operation: Operation): readonly ParameterCoverage[] {
    const tried = this.#of(operation);
    const row = (key: string, rest: Pick<ParameterCoverage, "in" | "name" | "required">): ParameterCoverage => {
      const { present = 0, absent = 0, keywords } = tried.get(key) ?? {};
      const each = [...(keywords?.values() ?? [])].map(({ at, tried: times }) => ({ ...at, tried: times }));
      return { operation: operation.id, ...rest, present, absent, keywords: each };
    };
    return [
      ...operation.parameters.map(({ in: place, name, required }) =>
        row(keyOf(place, name), { in: place, name, required }),
      ),
      ...(operation.body === undefined ? [] : [row("body", { in: "body", required: operation.body.required })]),
    ];
  }

  #of(operation: Operation): Map<string, Tried> {
    const known = this.#operations.get(operation.id);
    if (known !== undefined) return known;
    const fresh = new Map(
      operation.parameters.map((each) => [keyOf(each.in, each.name), untried(this.#ofParameter(each))] as const),
    );
    if (operation.body !== undefined) fresh.set("body", untried(this.#ofBody(operation)));
    this.#operations.set(operation.id, fresh);
    return fresh;
  }

  #ofParameter({ schema, required, in: place }: Parameter): readonly KeywordAt[] {
    const target = resolve(schema, this.#schemas);
    // Whatever stands in a URL or header may be a text.
    const isText = target.kind === "enum" || (target.kind === "scalar" && target.type === "string");
    const missing: KeywordAt = { pointer: "", keyword: "required", way: "broken" };
    return [
      ...(required && place !== "path" ? [missing] : []),
      ...keywordsOf(schema, this.#schemas).filter(({ keyword }) => !isText || keyword !== "type"),
    ];
  }

  #ofBody(operation: Operation): readonly KeywordAt[] {
    const missing: KeywordAt = { pointer: "", keyword: "required", way: "broken" };
    const content = jsonContent(operation);
    return [
      ...(operation.body?.required === true ? [missing] : []),
      ...(content?.schema === undefined ? [] : keywordsOf(content.schema, this.#schemas)),
    ];
  }
}

function untried(expected: readonly KeywordAt[]): Tried {
  return {
    present: 0,
    absent: 0,
    keywords: new Map(expected.map((at) => [keyOfKeyword(at), { at, tried: 0 }])),
  };
}

function count({ keywords }: Tried, at: KeywordAt): void {
  const known = keywords.get(keyOfKeyword(at));
  if (known === undefined) keywords.set(keyOfKeyword(at), { at, tried: 1 });
  else known.tried += 1;
}

function keyOfKeyword({ way, pointer, keyword }: KeywordAt): string {
  return `${way} ${pointer} ${keyword}`;
}

function keyOf(place: Part, name: string): string {
  return `${place} ${name}`;
}
