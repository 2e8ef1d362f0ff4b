import type { Operation, Parameter } from "@parlance/contract";

/** One call through the proxy and what came of it. */
export interface Exchange {
  readonly status: number;
  readonly body: string;
}

/** Where calls go and with which token. */
export interface Target {
  readonly url: string;
  readonly token: string;
}

/** Query parameters whose value only an earlier answer can give. */
const opaque: ReadonlySet<string> = new Set(["cursor", "epoch", "after", "before"]);

/** Calls after which a record takes no more calls. */
const final: ReadonlySet<string> = new Set(["rooms.close", "rooms.members.removeAll"]);

/** Sends the documented examples of operations, about records that earlier calls made. */
export class DocumentedCalls {
  readonly #target: Target;
  readonly #templates: readonly string[];
  /** Path template of a record → the path of one that exists. */
  readonly #records = new Map<string, string>();

  constructor(target: Target, operations: readonly Operation[]) {
    this.#target = target;
    this.#templates = operations.map((operation) => operation.path);
  }

  /** Calls with all documented parameters and, if some may be left out, once more without them. */
  async send(operation: Operation): Promise<Exchange[]> {
    const all = operation.parameters.filter(({ in: place, name }) => place === "query" && !opaque.has(name));
    const needed = all.filter(({ required }) => required);
    const full = await this.#call(operation, query(all));
    const optional = operation.method === "GET" && needed.length < all.length;
    return optional ? [full, await this.#call(operation, query(needed))] : [full];
  }

  async #call(operation: Operation, search: string): Promise<Exchange> {
    const { method, body } = operation;
    const [content] = body?.contents ?? [];
    const [example = "bytes"] = Object.values(content?.examples ?? {});
    const path = this.#path(operation);
    const response = await fetch(`${this.#target.url}${path}${search}`, {
      method,
      headers: {
        ...headers(operation),
        ...(operation.security.length > 0 && { Authorization: `Bearer ${this.#target.token}` }),
        ...(content !== undefined && { "Content-Type": content.mediaType }),
      },
      ...(content !== undefined && { body: typeof example === "string" ? example : JSON.stringify(example) }),
    });
    const answer = { location: response.headers.get("location"), body: await response.text() };
    if (response.ok && !mayBeMade(operation)) this.#remember(operation, path, answer);
    return { status: response.status, body: answer.body };
  }

  /** The path of a record that exists where one is known; the documented examples elsewhere. */
  #path({ path, parameters }: Operation): string {
    const segments = path.split("/").slice(1);
    return segments.reduce((made, segment, index) => {
      const template = `/${segments.slice(0, index + 1).join("/")}`;
      const parameter = parameters.find((one) => one.in === "path" && `{${one.name}}` === segment);
      const next = parameter === undefined ? segment : encodeURIComponent(String(exampleOf(parameter)));
      return this.#records.get(template) ?? `${made}/${next}`;
    }, "");
  }

  /** Keeps where the created record is, or the first of a list if none was created. */
  #remember({ method, path }: Operation, sent: string, answer: { location: string | null; body: string }): void {
    const depth = path.split("/").length + 1;
    const template = this.#templates.find((one) => one.startsWith(`${path}/{`) && one.split("/").length === depth);
    if (template === undefined) return;
    if (answer.location !== null) this.#records.set(template, answer.location);
    if (method !== "GET" || this.#records.has(template)) return;
    const [first] = (JSON.parse(answer.body) as { items: readonly { id?: string; name?: string }[] }).items;
    const name = first?.id ?? first?.name;
    if (name !== undefined) this.#records.set(template, `${sent}/${encodeURIComponent(name)}`);
  }
}

/** Parents are made before what is in them, everything is read and changed while it is there, and deleted last. */
export function inOrder(operations: readonly Operation[]): Operation[] {
  const paths = operations.map((operation) => operation.path);
  const rank = ({ id, method, path }: Operation): number => {
    const depth = path.split("/").length;
    const collection = paths.some((other) => other.startsWith(`${path}/{`));
    if (final.has(id)) return 500;
    if (method === "POST" && collection) return depth;
    if (method === "PUT") return 100 + depth;
    if (method === "GET" && collection) return 200 + depth;
    return method === "DELETE" ? 1000 - depth : 300 + depth;
  };
  return operations.toSorted((left, right) => rank(left) - rank(right));
}

/** Where the platform says 501, Prism answers with an example of its own, and such an answer names no record. */
function mayBeMade({ responses }: Operation): boolean {
  return responses.some(({ status }) => status === "501");
}

function query(parameters: readonly Parameter[]): string {
  const search = new URLSearchParams();
  for (const parameter of parameters) {
    const example = exampleOf(parameter);
    const values: readonly unknown[] = Array.isArray(example) && parameter.explode ? example : [example];
    for (const value of values) {
      if (value !== undefined) search.append(parameter.name, typeof value === "string" ? value : JSON.stringify(value));
    }
  }
  return search.size === 0 ? "" : `?${search.toString()}`;
}

/** `If-Match: *` and a new key instead of the examples, which are about one version and one call. */
function headers({ parameters }: Operation): Record<string, string> {
  const has = (name: string): boolean => parameters.some((one) => one.in === "header" && one.name === name);
  return {
    ...(has("If-Match") && { "If-Match": "*" }),
    ...(has("Idempotency-Key") && { "Idempotency-Key": crypto.randomUUID() }),
  };
}

function exampleOf({ docs }: Parameter): unknown {
  return docs?.examples?.[0];
}
