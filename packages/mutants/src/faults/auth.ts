import type { JsonObject } from "@parlance/contract";
import { editItems, isObject, jsonOf, refuse } from "../edits.ts";
import type { Admitted, Fault, Hooks, Incoming } from "../fault.ts";
import { hasClaims, isExpired, mayAll, mayNothing } from "../tokens.ts";

/** Faults of who may do what. */
export const authFaults: readonly Fault[] = [
  letsIn("missing-list", "A list needs no credential", "clients.list", (token) => token === undefined),
  letsIn("missing-read", "Reading needs no credential", "topics.get", (token) => token === undefined),
  letsIn("missing-create", "Creating needs no credential", "topics.create", (token) => token === undefined),
  letsIn("missing-update", "Changing needs no credential", "webhooks.update", (token) => token === undefined),
  letsIn("missing-delete", "Deleting needs no credential", "clients.delete", (token) => token === undefined),
  letsIn("malformed", "A scheme without a token is let in", "topics.list", (token) => token === ""),
  letsIn("forged", "Signatures are not looked at", "clients.*", (token) => hasClaims(token)),
  letsIn("forged-write", "Signatures are not looked at for a change", "topics.update", (token) => hasClaims(token)),
  letsIn("unsigned", "A token without signature is let in", "clients.*", (token) => token?.endsWith(".") === true),
  letsIn("expired", "Tokens never end", "clients.*", isExpired),
  letsIn("expired-delete", "Tokens never end for deleting", "topics.delete", isExpired),
  letsIn("revoked", "Revoked tokens are let in", "clients.*", mayAll),
  ...["clients.list", "clients.get", "topics.create", "webhooks.update", "topics.delete", "tunnels.create"].map(
    (each) => unscoped(each),
  ),
  foreign("clients.get", "Reading shows what belongs to another tenant"),
  foreign("clients.update", "Changing reaches what belongs to another tenant"),
  foreign("clients.delete", "Deleting reaches what belongs to another tenant"),
  foreign("webhooks.get", "Reading shows the webhooks of another tenant"),
  foreign("applications.keys.list", "A list below a resource shows what belongs to another tenant"),
  {
    ...fault("tenant-list", "A list shows what belongs to other tenants", "clients.*"),
    apply: () => {
      const seen = new Map<string, JsonObject>();
      return {
        answer: (answer) => {
          const body = jsonOf(answer.body);
          if (answer.operation === "clients.create" && answer.status === 201 && isObject(body))
            seen.set(String(body["id"]), body);
          if (answer.operation === "clients.list" && answer.status === 200)
            editItems(answer, (items) => {
              const own = new Set(items.map(({ id }) => id));
              items.push(
                ...[...seen.values()].filter(
                  ({ id, projectId }) => !own.has(String(id)) && projectId !== answer.project,
                ),
              );
            });
        },
      };
    },
  },
  {
    ...fault("no-challenge", "401 does not say how to authenticate", "clients.*"),
    apply: () => ({ answer: ({ headers }) => void headers.delete("www-authenticate") }),
  },
  {
    ...fault("missing-forbidden", "A missing credential is answered with 403", "topics.*"),
    apply: () => ({ answer: (answer) => void (answer.status === 401 && refuse(answer, 403, "insufficient_scope")) }),
  },
  {
    ...fault("unscoped-unknown", "Who may not is answered as who is not known", "topics.*"),
    apply: () => ({ answer: (answer) => void (answer.status === 403 && refuse(answer, 401, "invalid_token")) }),
  },
  {
    ...fault("expired-fails", "A bad token makes the server fail", "clients.*"),
    apply: () => ({
      answer: (answer) => {
        if (answer.status === 401 && answer.headers.get("www-authenticate")?.includes("invalid_token") === true)
          refuse(answer, 500, "internal_error");
      },
    }),
  },
];

function fault(name: string, title: string, operations: string): Omit<Fault, "apply"> {
  return { id: `auth-${name}`, area: "auth", title, only: [operations.replace(/\.\w+$/u, ".*")] };
}

/** A fault of taking some credentials of an operation for one that may do everything. */
function letsIn(name: string, title: string, operation: string, which: (token: string | undefined) => boolean): Fault {
  const request = (incoming: Incoming): void => {
    const exact = incoming.operation === operation;
    if (!exact && !(operation.endsWith("*") && incoming.operation.startsWith(operation.slice(0, -1)))) return;
    const { authorization } = incoming.headers;
    const token = typeof authorization === "string" ? authorization.replace(/^Bearer */iu, "") : undefined;
    if (which(token)) incoming.headers["authorization"] = `Bearer ${incoming.admin}`;
  };
  return { ...fault(name, title, operation), apply: () => ({ request }) };
}

function unscoped(operation: string): Fault {
  const name = `unscoped-${operation.replace(".", "-")}`;
  return letsIn(name, `${operation} asks for no scope`, operation, mayNothing);
}

/** A fault of looking for a resource in the project that it is in, not in the caller's. */
function foreign(operation: string, title: string): Fault {
  const apply = (): Hooks => {
    const owners = new Map<string, string>();
    return {
      answer: ({ status, headers, project }) => {
        const location = headers.get("location");
        if (status === 201 && location !== undefined && project !== undefined) owners.set(location, project);
      },
      admitted: (request: Admitted) => {
        if (request.operation !== operation) return;
        const owner = [...owners].find(([path]) => `${request.path}/`.startsWith(`${path}/`))?.[1];
        request.project = owner ?? request.project;
      },
    };
  };
  return {
    ...fault(`tenant-${operation.replaceAll(".", "-")}`, title, operation),
    only: [`${operation.split(".")[0]}.*`],
    apply,
  };
}
