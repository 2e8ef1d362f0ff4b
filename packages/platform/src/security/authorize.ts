import type { Contract, Operation } from "../contract/bare-contract.js";
import type { FilterLimits } from "../filter/parse-filter.js";
import { problem, type PlatformError } from "../problem/platform-error.js";
import { Access } from "./access.js";
import { grantLists, type Caller } from "./caller.js";

type CallerType = Exclude<Caller["type"], "anonymous">;

/** Which callers an operation takes, read from its security requirements. */
export interface OperationAccess {
  /** No credentials are needed, and none are looked at. */
  readonly open: boolean;
  /** By type of caller, the scopes it must hold. */
  readonly scopes: ReadonlyMap<CallerType, readonly string[]>;
}

/**
 * Reads the requirements of an operation. Client id and secret (`basic`, which cannot name scopes itself) must hold the
 * scopes that the same operation asks of a token. Throws if a scheme is none that the platform can check.
 */
export function operationAccess(operation: Operation, contract: Contract): OperationAccess {
  const scopes = new Map<CallerType, readonly string[]>();
  for (const requirement of operation.security) {
    for (const [name, required] of Object.entries(requirement)) {
      const scheme = contract.security.find((candidate) => candidate.name === name);
      const kind = scheme?.type === "http" ? scheme.scheme.toLowerCase() : scheme?.type;
      if (kind !== "bearer" && kind !== "basic") throw new Error(`"${operation.id}" asks for "${name}", which the platform cannot check.`);
      scopes.set(kind === "bearer" ? "token" : "application", required);
    }
  }
  const bearer = scopes.get("token");
  if (bearer !== undefined && scopes.get("application")?.length === 0) scopes.set("application", bearer);
  return { open: operation.security.length === 0, scopes };
}

/** What the caller may touch with this operation. Throws `missing_token` or `insufficient_scope`. */
export function authorize(caller: Caller, access: OperationAccess, limits: FilterLimits): Access {
  if (access.open) return Access.of([], [], limits);
  if (caller.type === "anonymous") throw problem("missing_token", "Send `Authorization: Bearer <token>`.");
  const scopes = access.scopes.get(caller.type);
  if (scopes === undefined) throw problem("missing_token", "This operation takes a bearer token, not a client id and secret.");
  const granted = Access.of(scopes, grantLists(caller), limits);
  if (!granted.granted) throw problem("insufficient_scope", `The operation needs ${scopes.join(" and ")}; grant it to the token and its application.`);
  return granted;
}

/** The challenge that a 401 carries (RFC 6750 section 3, RFC 7617 section 2). */
export function challenge(error: PlatformError): string {
  if (error.code === "invalid_client") return 'Basic realm="parlance", charset="UTF-8"';
  return error.code === "missing_token" ? 'Bearer realm="parlance"' : 'Bearer realm="parlance", error="invalid_token"';
}
