import type { Channel, Contract, JsonObject, SecurityScheme } from "@parlance/contract";
import type { NamedSocketParameter } from "./named-socket.js";

/** What the security schemes of a socket come to. */
export interface SocketSecurity {
  /** Where the token goes, as `x-parlance-token` says it; undefined: no token is wanted, or a parameter carries it. */
  readonly token?: JsonObject;
  /** Names of schemes of which one is wanted and none can be applied. */
  readonly unsupported: readonly string[];
}

/**
 * Reads where the token of a socket goes from the security schemes of its operations, or of their server: the first alternative that
 * is a single scheme with a token. Nothing where the document lets clients in without any.
 */
export function socketSecurity(
  channels: readonly Channel[],
  parameters: readonly NamedSocketParameter[],
  { security: schemes }: Contract,
): SocketSecurity {
  const alternatives = channels.flatMap(({ operations }) => operations.flatMap(({ security }) => security));
  if (alternatives.length === 0 || alternatives.some((each) => Object.keys(each).length === 0)) {
    return { unsupported: [] };
  }
  const names = alternatives.map((each) => Object.keys(each));
  const single = names.flatMap(([name, ...others]) =>
    others.length > 0 ? [] : schemes.filter((each) => each.name === name),
  );
  const [token] = single.flatMap((each) => tokenRule(each) ?? []);
  if (token === undefined) {
    return { unsupported: [...new Set(names.flat())] };
  }
  const carried = parameters.some(
    (each) => each.in === token.in && each.name.toLowerCase() === token.name.toLowerCase(),
  );
  return { ...(carried ? {} : { token: { ...token } }), unsupported: [] };
}

interface TokenRule {
  readonly in: "query" | "header";
  readonly name: string;
  readonly plain?: true;
}

/** Keys travel as they are, all other tokens as `Bearer` (RFC 6750). */
function tokenRule(scheme: SecurityScheme): TokenRule | undefined {
  switch (scheme.type) {
    case "apiKey":
      return scheme.in === "cookie"
        ? undefined
        : { in: scheme.in, name: scheme.parameter, ...(scheme.in === "header" ? { plain: true } : {}) };
    case "http":
      return scheme.scheme === "bearer" ? { in: "header", name: "Authorization" } : undefined;
    case "oauth2":
    case "openIdConnect":
      return { in: "header", name: "Authorization" };
    default:
      return undefined;
  }
}
