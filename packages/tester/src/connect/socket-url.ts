import type { Channel, Contract, Server } from "@parlance/contract";

/** The server of protocol `ws` or `wss` that a channel lives on. Undefined: the document names servers, and none is of these. */
export function socketServer({ servers }: Channel, contract: Contract): Server | "any" | undefined {
  const named = contract.servers.filter(({ name }) => name !== undefined);
  if (named.length === 0) return "any";
  const own = servers.length === 0 ? named : named.filter(({ name = "" }) => servers.includes(name));
  return own.find(({ protocol }) => protocol === "ws" || protocol === "wss");
}

/**
 * Where a socket is opened: host and port are those of the server under test; the path before the address is that of the document's
 * server if it has one, else that of the server under test.
 */
export function socketUrl(url: URL, address: string, server: Server | "any" | undefined): URL {
  const path = server === undefined || server === "any" ? "" : pathOf(server);
  const base = (path === "" ? url.pathname : path).replace(/\/+$/u, "");
  const joined = address === "" || address === "/" ? base : `${base}/${address.replace(/^\/+/u, "")}`;
  const target = new URL(url);
  target.protocol = url.protocol === "https:" || url.protocol === "wss:" ? "wss:" : "ws:";
  const [pathname = "", ...query] = joined.split("?");
  target.pathname = pathname === "" ? "/" : pathname;
  target.search = query.length === 0 ? "" : `?${query.join("?")}`;
  return target;
}

function pathOf({ url, variables }: Server): string {
  const filled = url.replaceAll(
    /\{([^{}]+)\}/gu,
    (_, name: string) => variables.find((each) => each.name === name)?.default ?? "",
  );
  const path = /^[a-z]+:\/\/[^/]*(\/.*)?$/iu.exec(filled)?.[1] ?? "";
  return path === "/" ? "" : path;
}
