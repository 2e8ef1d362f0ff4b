import type { Json, Operation } from "@parlance/contract";
import type { ParameterValue } from "../plan/case.js";
import { encodeSegment } from "../request/write-request.js";
import { type Exchange, isSuccess, jsonOf, pathOf } from "./exchange.js";
import { createdId, idOf, itemsOf } from "./ids.js";

/** How many living values are kept for one parameter. */
const most = 50;

/**
 * Ids of resources that live on the server, learned from what it answered: `/exams/{exam}` takes what `POST /exams` created
 * and `GET /exams` lists.
 */
export class Pool {
  readonly #values = new Map<string, Json[]>();
  readonly #issued = new Set<string>();

  /** Remembers what an exchange shows to be there. */
  learn(exchange: Exchange): void {
    const { operation, outcome, request, case: testCase } = exchange;
    const { parameters } = testCase;
    if (outcome.kind === "none" || !isSuccess(exchange)) return;
    const last = parameters.findLast((each) => each.in === "path" && operation.path.endsWith(`{${each.name}}`));
    const parent = last === undefined ? undefined : collectionOf(operation, last.name, parameters);
    if (operation.method === "PUT" && last !== undefined && parent !== undefined) this.#add(parent, last.value);
    const collection = pathOf(request);
    if (operation.method === "POST") {
      const id = createdId(outcome, collection)?.id;
      if (id !== undefined) this.#add(collection, id);
      // Names that the caller chose may be somebody else's too; an id that the server made up is nobody's but the creator's.
      if (id !== undefined && !`${request.target}${request.body ?? ""}`.includes(String(id)))
        this.#issued.add(key(collection, id));
    }
    if (operation.method === "GET") for (const item of itemsOf(jsonOf(outcome)?.value)) this.#addItem(collection, item);
  }

  /** Ids that stand below a path, e.g. `/exams`; the newest first. */
  below(path: string): readonly Json[] {
    return this.#values.get(path) ?? [];
  }

  /** True if the server made up this id for what was created. */
  issued(path: string, id: Json): boolean {
    return this.#issued.has(key(path, id));
  }

  /** Forgets an id: it was deleted, or proved not to be one. */
  forget(path: string, id: Json): void {
    this.#values.set(
      path,
      this.below(path).filter((each) => each !== id),
    );
  }

  #addItem(collection: string, item: Json): void {
    const id = idOf(item);
    if (id !== undefined) this.#add(collection, id);
  }

  #add(collection: string, id: Json): void {
    const known = this.below(collection).filter((each) => each !== id);
    this.#values.set(collection, [id, ...known].slice(0, most));
  }
}

function key(path: string, id: Json): string {
  return `${path}/${String(id)}`;
}

/**
 * The path under which a parameter's resources stand, with the values of the parameters before it: `/exams` for
 * `/exams/{exam}/answers`. Undefined: it begins the path.
 */
export function collectionOf(
  { path }: Operation,
  parameter: string,
  values: readonly ParameterValue[],
): string | undefined {
  const index = path.indexOf(`/{${parameter}}`);
  if (index <= 0) return undefined;
  return values.reduce(
    (text, { name, value }) => text.replaceAll(`{${name}}`, encodeSegment(String(value))),
    path.slice(0, index),
  );
}
