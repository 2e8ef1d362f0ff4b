import type { Method, Operation } from "../contract/bare-contract.js";
import type { OperationSchemas, PlatformContract } from "../contract/platform-contract.js";
import type { Handler, Handlers } from "../handler.js";
import { operationAccess, type OperationAccess } from "../security/authorize.js";

/** An operation with all that is needed to carry it out. */
export interface Route {
  readonly operation: Operation;
  readonly schemas: OperationSchemas;
  readonly access: OperationAccess;
  readonly handler: Handler;
}

/** All operations of one path. */
export interface PathRoutes {
  /** In the router's words: `/v1/tunnels/:tunnel`. */
  readonly url: string;
  readonly routes: ReadonlyMap<Method, Route>;
  /** Value of `Allow`. */
  readonly allow: string;
}

/**
 * Joins the contract's operations with their handlers, by path. Throws and names them if an operation has no handler or a
 * handler no operation: the platform does not start with half a contract.
 */
export function planRoutes(contract: PlatformContract, handlers: Handlers): PathRoutes[] {
  const missing = [...contract.operations.keys()].filter((id) => !Object.hasOwn(handlers, id));
  const superfluous = Object.keys(handlers).filter((id) => !contract.operations.has(id));
  if (missing.length > 0 || superfluous.length > 0) {
    throw new Error(
      `Handlers and contract differ. Without handler: ${missing.join(", ") || "none"}. Without operation: ${superfluous.join(", ") || "none"}.`,
    );
  }
  const paths = new Map<string, Map<Method, Route>>();
  for (const operation of contract.operations.values()) {
    const handler = handlers[operation.id];
    const schemas = contract.compiled.schemas[operation.id];
    if (handler === undefined || schemas === undefined)
      throw new Error(`"${operation.id}" has no schemas; build the package again.`);
    const routes = paths.get(operation.path) ?? new Map<Method, Route>();
    paths.set(operation.path, routes);
    routes.set(operation.method, {
      operation,
      schemas,
      access: operationAccess(operation, contract.compiled.contract),
      handler,
    });
  }
  return [...paths].map(([path, routes]) => {
    const methods = new Set<string>([...routes.keys(), ...(routes.has("GET") ? ["HEAD"] : []), "OPTIONS"]);
    return { url: path.replace(/\{([^}]+)\}/gu, ":$1"), routes, allow: [...methods].toSorted().join(", ") };
  });
}
