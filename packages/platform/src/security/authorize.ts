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
  /** The alternatives: a type of caller and the scopes it must hold. */
  readonly alternatives: readonly Alternative[];
}

/** One way to be allowed. */
export interface Alternative {
  readonly caller: CallerType;
  readonly scopes: readonly string[];
}

/**
 * Reads the requirements of an operation. Client id and secret (`basic`, which cannot name scopes itself) must hold the
 * scopes that the same operation asks of a token. Throws if a scheme is none that the platform can check.
 */
export function operationAccess(operation: Operation, contract: Contract): OperationAccess {
  const alternatives = operation.security.flatMap((requirement) =>
    Object.entries(requirement).map(([name, scopes]) => ({ caller: callerOf(name, operation, contract), scopes })),
  );
  const bearer = alternatives.find(({ caller }) => caller === "token");
  return {
    open: operation.security.length === 0,
    alternatives: alternatives.map(({ caller, scopes }) => ({
      caller,
      scopes: caller === "application" && scopes.length === 0 ? (bearer?.scopes ?? []) : scopes,
    })),
  };
}

function callerOf(scheme: string, operation: Operation, contract: Contract): CallerType {
  const found = contract.security.find((candidate) => candidate.name === scheme);
  const kind = found?.type === "http" ? found.scheme.toLowerCase() : found?.type;
  if (kind === "bearer") return "token";
  if (kind === "basic") return "application";
  throw new Error(`"${operation.id}" asks for "${scheme}", which the platform cannot check.`);
}

/** What the caller may touch with this operation. Throws `missing_token` or `insufficient_scope`. */
export function authorize(caller: Caller, { open, alternatives }: OperationAccess, limits: FilterLimits): Access {
  if (open) return Access.of([], [], limits);
  if (caller.type === "anonymous") throw problem("missing_token", "Send `Authorization: Bearer <token>`.");
  const own = alternatives.filter((alternative) => alternative.caller === caller.type);
  if (own.length === 0)
    throw problem("missing_token", "This operation takes a bearer token, not a client id and secret.");
  const granted = own
    .map(({ scopes }) => Access.of(scopes, grantLists(caller), limits))
    .find((access) => access.granted);
  if (granted !== undefined) return granted;
  const needed = own.map(({ scopes }) => scopes.join(" and ")).join(", or ");
  throw problem("insufficient_scope", `The operation needs ${needed}; grant it to the token and its application.`);
}

/** The challenge that a 401 carries (RFC 6750 section 3, RFC 7617 section 2). */
export function challenge(error: PlatformError): string {
  if (error.code === "invalid_client") return 'Basic realm="parlance", charset="UTF-8"';
  return error.code === "missing_token" ? 'Bearer realm="parlance"' : 'Bearer realm="parlance", error="invalid_token"';
}
