import type { Json, JsonObject } from "@parlance/contract";
import { editBody, editItems, isObject, jsonOf, refuse } from "../edits.ts";
import type { Fault, Hooks } from "../fault.ts";
import { pageFaults } from "./pages.ts";
import { handled, onAnswer, stateFault, withBody } from "./state-fault.ts";
import { versionFaults } from "./versions.ts";

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
    ...stateFault("create-differs", "Reading shows another description than creating", "webhooks"),
    apply: onAnswer("webhooks.get", (answer) => editBody(answer, (body) => (body["description"] = "Changed."))),
  },
  handled("create-twice", "Creating makes two", "clients.create", async (_call, proceed) => {
    await proceed();
    return proceed();
  }),
  {
    ...stateFault("list-omits", "A list leaves out the newest", "clients"),
    apply: onAnswer("clients.list", (answer) => editItems(answer, (items) => void items.shift())),
  },
  {
    ...stateFault("list-twice", "A list shows the newest twice", "clients"),
    apply: onAnswer("clients.list", (answer) =>
      editItems(answer, (items) => void (items[0] !== undefined && items.unshift(items[0]))),
    ),
  },
  {
    ...stateFault("list-differs", "A list shows other labels than reading", "clients"),
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
    ...stateFault("read-stale", "Reading shows what was before the change", "topics"),
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
    ...stateFault("delete-keeps-topic", "A deleted topic is still there", "topics"),
    apply: () => ({
      around: async (operation, _call, proceed) => (operation === "topics.delete" ? { status: 204 } : proceed()),
    }),
  },
  { ...stateFault("delete-listed", "What was deleted is still in the list", "clients"), apply: deletedListed },
  {
    ...stateFault("delete-twice", "What is not there can be deleted", "clients"),
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
    ...stateFault("conflict-taken", "A name that is taken can be taken again", "topics"),
    apply: () => ({
      around: async (operation, call, proceed) => {
        if (operation !== "topics.create" || call.body.type !== "json") return proceed();
        const known = await call.records.find({ name: "topic" }, nameOf(call.body.value));
        if (known !== undefined) await call.records.remove({ name: "topic" }, known.id);
        return proceed();
      },
    }),
  },
  { ...stateFault("failed-create-kept", "What was refused is there all the same", "clients"), apply: refusedKept },
  ...pageFaults,
  ...versionFaults,
];

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

function idOf(value: Json | undefined): string {
  return isObject(value) ? String(value["id"]) : "";
}

function nameOf(value: Json | undefined): string {
  return isObject(value) ? String(value["name"]) : "";
}
