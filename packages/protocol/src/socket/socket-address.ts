import type { SocketDescriptor, SocketParameter } from "./socket-descriptor.js";

/** What an application gave for a socket's parameters, by key. */
export type SocketValues = Readonly<Record<string, unknown>>;

/** Where a socket is opened, and with which headers. */
export interface SocketAddress {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The address of a socket: the server's URL and the address in it, with the values of parameters percent-encoded, then the query.
 * `url` is what the application says in place of the document's server, `query` and `headers` what is added to the parameters'.
 *
 * Throws a `RangeError` whose message says what to set: a required parameter without a value, or no server at all.
 */
export function socketAddress(
  { id, server, address, parameters = [] }: SocketDescriptor,
  values: SocketValues,
  given: {
    readonly url?: string | undefined;
    readonly query?: Readonly<Record<string, string>>;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): SocketAddress {
  const base = given.url ?? (server && fill(server.url, (name) => server.variables?.[name]));
  if (base === undefined) throw new RangeError(`The document names no server of ${id}: set \`url\``);
  const found = new Map(parameters.map((each) => [each, values[each.key] ?? each.default]));
  for (const [{ key, required }, value] of found) {
    if (required && (value === undefined || value === null))
      throw new RangeError(`Parameter \`${key}\` of ${id} is missing`);
  }
  const path = fill(address, (key) => valueOf(found, key));
  const query = new URLSearchParams([...pairs(found, "query"), ...Object.entries(given.query ?? {})]);
  return {
    url: withQuery(join(base, path), query.toString()),
    headers: { ...Object.fromEntries(pairs(found, "header")), ...given.headers },
  };
}

function valueOf(found: ReadonlyMap<SocketParameter, unknown>, key: string): string | undefined {
  for (const [parameter, value] of found) {
    if (parameter.in === "path" && parameter.key === key) return value === undefined ? undefined : String(value);
  }
  return undefined;
}

/** Each value of a list is a pair of its own. */
function pairs(found: ReadonlyMap<SocketParameter, unknown>, place: "query" | "header"): [string, string][] {
  return [...found].flatMap(([{ in: where, key, name = key }, value]) => {
    if (where !== place || value === undefined || value === null) return [];
    const all: readonly unknown[] = Array.isArray(value) ? value : [value];
    return all.map((each): [string, string] => [name, String(each)]);
  });
}

function fill(template: string, value: (name: string) => string | undefined): string {
  return template.replaceAll(/\{([^{}]+)\}/g, (written, name: string) => {
    const found = value(name);
    return found === undefined ? written : encodeURIComponent(found);
  });
}

/** One slash between the two. The address `/` adds none to a server that has a path: it is the server's own address. */
function join(base: string, path: string): string {
  const [, before = base, query = ""] = /^([^?]*)(\?.*)?$/s.exec(base) ?? [];
  const rest = path.replace(/^\/+/, "");
  const plain = before.replace(/\/+$/, "");
  const hasPath = /^[a-z]+:\/\/[^/]+\//i.test(plain);
  if (rest === "") return hasPath ? before + query : `${plain}/${query}`;
  return `${plain}/${rest}${query}`;
}

function withQuery(url: string, query: string): string {
  if (query === "") return url;
  return `${url}${url.includes("?") ? "&" : "?"}${query}`;
}
