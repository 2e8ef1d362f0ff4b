import type { Operation, Schema } from "@parlance/contract";

/** A kind of things that can be created, with the operations that are about it. */
export interface Resource {
  /** Path template of the collection, e.g. `/exams`. */
  readonly collection: string;
  /** The parameter that names one of them, e.g. `exam` for `/exams/{exam}`. */
  readonly parameter?: string;
  readonly create: Operation;
  readonly list?: Operation;
  readonly get?: Operation;
  /** `PATCH` and `PUT` of one of them. */
  readonly changes: readonly Operation[];
  readonly remove?: Operation;
}

/** The resources that a contract's paths show: `POST` to a collection that can be listed, or whose items can be read. */
export function resourcesOf(operations: readonly Operation[]): readonly Resource[] {
  return operations.flatMap((create) => {
    if (create.method !== "POST") return [];
    const resource = resourceOf(create, operations);
    return resource === undefined || !creates(create, resource) ? [] : [resource];
  });
}

function resourceOf(create: Operation, operations: readonly Operation[]): Resource | undefined {
  const collection = create.path;
  const isItem = ({ path }: Operation) =>
    path.startsWith(`${collection}/{`) && /^\{[^{}]+\}$/u.test(path.slice(collection.length + 1));
  const items = operations.filter(isItem);
  const of = (method: Operation["method"]) => items.find((each) => each.method === method);
  const list = operations.find(({ method, path }) => method === "GET" && path === collection);
  const [get, remove, parameter] = [of("GET"), of("DELETE"), items[0]?.path.slice(collection.length + 2, -1)];
  if (list === undefined && get === undefined) return undefined;
  return {
    collection,
    create,
    ...(parameter !== undefined && { parameter }),
    ...(list !== undefined && { list }),
    ...(get !== undefined && { get }),
    changes: items.filter(({ method }) => method === "PATCH" || method === "PUT"),
    ...(remove !== undefined && { remove }),
  };
}

/** `201` says that something was created; otherwise the answer must be what reading one of the collection answers. */
function creates(create: Operation, { get }: Resource): boolean {
  if (create.responses.some(({ status }) => status === "201")) return true;
  const [created, read] = [answerSchema(create), get === undefined ? undefined : answerSchema(get)];
  return created?.kind === "ref" && read?.kind === "ref" && created.name === read.name;
}

/** The schema of what an operation answers with success, in JSON. */
export function answerSchema({ responses }: Operation): Schema | undefined {
  const success = responses.filter(({ status }) => status.startsWith("2"));
  return success.flatMap(({ contents }) => contents).find(({ form }) => form === "json")?.schema;
}
