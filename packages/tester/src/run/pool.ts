import type { Json, JsonObject, Operation } from "@parlance/contract";
import type { ParameterValue } from "../plan/case.js";
import { type Exchange, headerValues, jsonOf } from "./exchange.js";

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
  learn({ operation, outcome, request, case: { parameters } }: Exchange): void {
    if (outcome.kind === "none" || outcome.status < 200 || outcome.status > 299) return;
    const last = parameters.findLast((each) => each.in === "path" && operation.path.endsWith(`{${each.name}}`));
    const parent = last === undefined ? undefined : collectionOf(operation, last.name, parameters);
    if (operation.method === "PUT" && last !== undefined && parent !== undefined) this.#add(parent, last.value);
    const collection = request.target.split("?")[0] ?? "";
    if (operation.method === "POST") {
      const [location] = headerValues(outcome, "location");
      const id = location === undefined ? idOf(jsonOf(outcome)?.value) : lastSegment(location);
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

/** The member by which resources are known: `id`, else the only one that is called `…Id`, else `name` or `key`. */
function idOf(value: Json | undefined): Json | undefined {
  if (!isObject(value)) return undefined;
  const ids = Object.keys(value).filter((name) => /(?:Id|_id)$/u.test(name));
  const name = ["id", ...(ids.length === 1 ? ids : []), "name", "key"].find((each) => isScalar(value[each]));
  return name === undefined ? undefined : value[name];
}

/** The list that an answer holds: itself, or the only member that is a list. */
function itemsOf(value: Json | undefined): readonly Json[] {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return [];
  const lists = Object.values(value).filter((each) => Array.isArray(each));
  return lists.length === 1 ? (lists[0] as readonly Json[]) : [];
}

function lastSegment(location: string): string | undefined {
  const path = location.split(/[?#]/u)[0] ?? "";
  const segment = path.split("/").findLast((each) => each !== "");
  return segment === undefined ? undefined : decodeURIComponent(segment);
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
    (text, { name, value }) => text.replaceAll(`{${name}}`, encodeURIComponent(String(value))),
    path.slice(0, index),
  );
}

function isScalar(value: Json | undefined): boolean {
  return typeof value === "string" || typeof value === "number";
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
