import { editBody } from "../edits.ts";
import type { Fault } from "../fault.ts";
import { onAnswer, stateFault } from "./state-fault.ts";

/** Faults of what tells calls and versions of a resource apart. */
export const versionFaults: readonly Fault[] = [
  withoutHeader("idempotency-ignored", "The same key makes two", "idempotency-key"),
  {
    ...stateFault("idempotency-mixed", "A key answers another call with the first answer", "clients"),
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
    ...stateFault("etag-constant", "ETag is the same after a change", "clients"),
    apply: () => ({
      answer: ({ operation, headers }) => {
        if (operation.startsWith("clients.") && headers.has("etag")) headers.set("etag", '"1"');
      },
    }),
  },
  {
    ...stateFault("version-constant", "The version is the same after a change", "clients"),
    apply: () => ({
      answer: (answer) => {
        if (["clients.get", "clients.update"].includes(answer.operation) && answer.status === 200)
          editBody(answer, (body) => (body["version"] = 1));
      },
    }),
  },
  {
    ...stateFault("location-elsewhere", "Location leads to nothing", "clients"),
    apply: onAnswer("clients.create", ({ headers }) => headers.set("location", "/v1/clients/cli_00000000000000000000")),
  },
];

/** A fault of not looking at a header. */
function withoutHeader(name: string, title: string, header: string): Fault {
  return {
    ...stateFault(name, title, "clients"),
    apply: () => ({ request: ({ headers }) => void delete headers[header] }),
  };
}
