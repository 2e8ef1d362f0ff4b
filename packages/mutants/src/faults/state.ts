import type { Json, JsonObject } from "@parlance/contract";
import type { Around } from "@parlance/platform/testing";
import { editBody, editItems, isObject, jsonOf, refuse } from "../edits.ts";
import type { Fault, Hooks } from "../fault.ts";

type Call = Parameters<Around>[1];
type Proceed = Parameters<Around>[2];

const clientKind = { name: "tunnel-client" };

/** Faults of what the server keeps. */
export const stateFaults: readonly Fault[] = [
  handled("create-lost", "What was created is not there", "clients.create", async (call, proceed) => {
    const answer = await proceed();
    await call.records.remove(clientKind, idOf(answer.body));
    return answer;
  }),
  handled("create-forgets", "Labels that were given are not kept", "clients.create", (call, proceed) =>
    proceed(withBody(call, ({ labels: _labels, ...kept }) => kept)),
  ),
  handled("create-changes", "A long name is cut off", "clients.create", (call, proceed) =>
    proceed(withBody(call, (body) => ("name" in body ? { ...body, name: String(body["name"]).slice(0, 12) } : body))),
  ),
  {
    ...fault("create-differs", "Reading shows another description than creating", "webhooks"),
    apply: onAnswer("webhooks.get", (answer) => editBody(answer, (body) => (body["description"] = "Changed."))),
  },
  handled("create-twice", "Creating makes two", "clients.create", async (_call, proceed) => {
    await proceed();
    return proceed();
  }),
  {
    ...fault("list-omits", "A list leaves out the newest", "clients"),
    apply: onAnswer("clients.list", (answer) => editItems(answer, (items) => void items.shift())),
  },
  {
    ...fault("list-twice", "A list shows the newest twice", "clients"),
    apply: onAnswer("clients.list", (answer) =>
      editItems(answer, (items) => void (items[0] !== undefined && items.unshift(items[0]))),
    ),
  },
  {
    ...fault("list-differs", "A list shows other labels than reading", "clients"),
    apply: onAnswer("clients.list", (answer) =>
      editItems(answer, (items) => items.forEach((item) => (item["labels"] = { listed: "yes" }))),
    ),
  },
  handled("update-lost", "A change is answered but not kept", "clients.update", async (call, proceed) => {
    const id = call.path["client"] ?? "";
    const before = await call.records.get(clientKind, id);
    const answer = await proceed();
    if (before !== undefined) await call.records.update(clientKind, id, { data: before.data });
    return answer;
  }),
  handled("update-ignores", "A change of labels is left out", "clients.update", (call, proceed) =>
    proceed(withBody(call, ({ labels: _labels, ...kept }) => kept)),
  ),
  handled("update-resets", "A change forgets what it does not name", "clients.update", (call, proceed) =>
    proceed(withBody(call, (body) => ({ name: null, labels: null, metadata: null, ...body }))),
  ),
  {
    ...fault("read-stale", "Reading shows what was before the change", "topics"),
    apply: () => {
      const first = new Map<string, Buffer>();
      return {
        answer: (answer) => {
          if (answer.operation !== "topics.get" || answer.status !== 200) return;
          const name = nameOf(jsonOf(answer.body));
          const kept = first.get(name);
          if (kept === undefined) first.set(name, answer.body);
          else answer.body = kept;
        },
      };
    },
  },
  handled("delete-keeps", "What was deleted is still there", "clients.delete", () => Promise.resolve({ status: 204 })),
  {
    ...fault("delete-keeps-topic", "A deleted topic is still there", "topics"),
    apply: () => ({
      around: async (operation, _call, proceed) => (operation === "topics.delete" ? { status: 204 } : proceed()),
    }),
  },
  { ...fault("delete-listed", "What was deleted is still in the list", "clients"), apply: deletedListed },
  {
    ...fault("delete-twice", "What is not there can be deleted", "clients"),
    apply: () => ({
      answer: (answer) => {
        if (answer.operation !== "clients.delete" || answer.status !== 404) return;
        answer.status = 204;
        answer.headers.delete("content-type");
        answer.body = Buffer.alloc(0);
      },
    }),
  },
  {
    ...fault("conflict-taken", "A name that is taken can be taken again", "topics"),
    apply: () => ({
      around: async (operation, call, proceed) => {
        if (operation !== "topics.create" || call.body.type !== "json") return proceed();
        const known = await call.records.find({ name: "topic" }, nameOf(call.body.value));
        if (known !== undefined) await call.records.remove({ name: "topic" }, known.id);
        return proceed();
      },
    }),
  },
  { ...fault("failed-create-kept", "What was refused is there all the same", "clients"), apply: refusedKept },
  { ...fault("page-repeats", "A page begins with the end of the one before", "clients"), apply: pageRepeats },
  {
    ...fault("page-skips", "A page leaves out its first item", "clients"),
    apply: onPage((items) => void items.shift()),
  },
  handled("page-endless", "The last page says that it follows itself", "clients.list", async (call, proceed) => {
    const answer = await proceed();
    const { cursor } = call.query;
    if (cursor === undefined || !isObject(answer.body) || answer.body["nextCursor"] !== null) return answer;
    return { ...answer, body: { ...answer.body, nextCursor: cursor } };
  }),
  {
    ...fault("page-ends", "The first page says that it is the last", "clients"),
    apply: onAnswer("clients.list", (answer) => editBody(answer, (body) => (body["nextCursor"] = null))),
  },
  handled("limit-ignored", "A page is as long as it likes", "clients.list", (call, proceed) =>
    proceed({ query: { ...call.query, limit: 100 } }),
  ),
  handled("limit-one-more", "A page has one item too many", "clients.list", (call, proceed) =>
    proceed({ query: { ...call.query, limit: Number(call.query["limit"]) + 1 } }),
  ),
  handled("order-ignored", "A list has one order only", "clients.list", (call, proceed) =>
    proceed({ query: { ...call.query, order: "desc" } }),
  ),
  handled("query-ignored", "A list shows every status, whichever is asked for", "clients.list", (call, proceed) => {
    const { status: _status, ...query } = call.query;
    return proceed({ query });
  }),
  withoutHeader("idempotency-ignored", "The same key makes two", "idempotency-key"),
  {
    ...fault("idempotency-mixed", "A key answers another call with the first answer", "clients"),
    apply: () => {
      const bodies = new Map<string, Buffer>();
      return {
        admitted: (request) => {
          const key = request.headers["idempotency-key"];
          if (typeof key !== "string" || request.operation !== "clients.create") return;
          const first = bodies.get(key);
          if (first === undefined) bodies.set(key, request.body);
          else request.body = first;
        },
      };
    },
  },
  withoutHeader("if-match-ignored", "A change of an old version is carried out", "if-match"),
  withoutHeader("if-none-match-ignored", "What did not change is sent again", "if-none-match"),
  {
    ...fault("etag-constant", "ETag is the same after a change", "clients"),
    apply: () => ({
      answer: ({ operation, headers }) => {
        if (operation.startsWith("clients.") && headers.has("etag")) headers.set("etag", '"1"');
      },
    }),
  },
  {
    ...fault("version-constant", "The version is the same after a change", "clients"),
    apply: () => ({
      answer: (answer) => {
        if (["clients.get", "clients.update"].includes(answer.operation) && answer.status === 200)
          editBody(answer, (body) => (body["version"] = 1));
      },
    }),
  },
  {
    ...fault("location-elsewhere", "Location leads to nothing", "clients"),
    apply: onAnswer("clients.create", ({ headers }) => headers.set("location", "/v1/clients/cli_00000000000000000000")),
  },
];

function fault(name: string, title: string, resource: string): Omit<Fault, "apply"> {
  return { id: `state-${name}`, area: "state", title, only: [`${resource}.*`] };
}

/** A fault of one operation's handler. */
function handled(
  name: string,
  title: string,
  operation: string,
  handle: (call: Call, proceed: Proceed) => ReturnType<Around>,
): Fault {
  const around: Around = (id, call, proceed) => (id === operation ? handle(call, proceed) : proceed());
  return { ...fault(name, title, operation.split(".")[0] ?? ""), apply: () => ({ around }) };
}

/** Changes every success of an operation. */
function onAnswer(operation: string, change: NonNullable<Hooks["answer"]>): () => Hooks {
  return () => ({
    answer: (answer) => {
      if (answer.operation === operation && answer.status < 300) change(answer);
    },
  });
}

/** Changes the items of every page of clients but the first. */
function onPage(change: (items: Record<string, Json>[]) => void): () => Hooks {
  return () => ({
    around: async (operation, call, proceed) => {
      const answer = await proceed();
      if (operation !== "clients.list" || call.query["cursor"] === undefined || !isObject(answer.body)) return answer;
      const items = [...(answer.body["items"] as JsonObject[])];
      change(items);
      return { ...answer, body: { ...answer.body, items } };
    },
  });
}

function pageRepeats(): Hooks {
  const lasts = new Map<string, JsonObject>();
  return {
    around: async (operation, call, proceed) => {
      const answer = await proceed();
      if (operation !== "clients.list" || !isObject(answer.body)) return answer;
      const items = answer.body["items"] as readonly JsonObject[];
      const last = items.at(-1);
      if (last !== undefined) lasts.set(String(answer.body["nextCursor"]), last);
      const before = lasts.get(String(call.query["cursor"]));
      return before === undefined ? answer : { ...answer, body: { ...answer.body, items: [before, ...items] } };
    },
  };
}

function deletedListed(): Hooks {
  const deleted: JsonObject[] = [];
  const seen = new Map<string, JsonObject>();
  return {
    around: async (operation, call, proceed) => {
      const answer = await proceed();
      const { body } = answer;
      const gone = seen.get(call.path["client"] ?? "");
      if (operation === "clients.create" && isObject(body)) seen.set(idOf(body), body);
      if (operation === "clients.delete" && gone !== undefined) deleted.unshift(gone);
      if (operation !== "clients.list" || !isObject(body)) return answer;
      return { ...answer, body: { ...body, items: [...deleted, ...(body["items"] as readonly Json[])] } };
    },
  };
}

/** Creating with labels is refused, but what was to be created stays. */
function refusedKept(): Hooks {
  return {
    answer: (answer) => {
      const body = jsonOf(answer.body);
      if (answer.operation !== "clients.create" || answer.status !== 201 || !isObject(body)) return;
      if (Object.keys(body["metadata"] as object).length > 0) refuse(answer, 422, "unprocessable");
    },
  };
}

/** A fault of not looking at a header. */
function withoutHeader(name: string, title: string, header: string): Fault {
  return { ...fault(name, title, "clients"), apply: () => ({ request: ({ headers }) => void delete headers[header] }) };
}

function withBody({ body }: Call, change: (value: JsonObject) => JsonObject): Parameters<Proceed>[0] {
  return body.type === "json" && isObject(body.value) ? { body: { ...body, value: change(body.value) } } : {};
}

function idOf(value: Json | undefined): string {
  return isObject(value) ? String(value["id"]) : "";
}

function nameOf(value: Json | undefined): string {
  return isObject(value) ? String(value["name"]) : "";
}
