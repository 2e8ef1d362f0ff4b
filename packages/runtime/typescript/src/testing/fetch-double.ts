import type { Operation } from "../descriptor.js";

/** A request that the double was sent. */
export interface RecordedRequest {
  /** Id of the operation that matched, or undefined. */
  readonly operation: string | undefined;
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  /** Values of the path's parameters by wire name, decoded. */
  readonly path: Readonly<Record<string, string>>;
  /** The body as text; empty when there was none. */
  readonly body: string;
}

/** What the double answers: a JSON value with its status and headers, or a whole `Response`. */
export type Reply<Data> =
  | Response
  | { readonly data?: Data; readonly status?: number; readonly headers?: Readonly<Record<string, string>> };

/** Gives the reply to a request; throwing stands for a connection that breaks. */
export type Handler<Data> = (request: RecordedRequest) => Reply<Data> | Promise<Reply<Data>>;

interface Route {
  readonly operation: string;
  readonly method: string;
  readonly path: RegExp;
  readonly names: readonly string[];
  readonly handler: Handler<unknown>;
}

/**
 * A platform in memory for an application's own tests, typed by the operations it stands for.
 *
 * ```ts
 * const platform = new FetchDouble().on(roomsGet, { data: { id: "room_1", … } });
 * const parlance = new Parlance({ url: "http://platform.test", token: "t", fetch: platform.fetch });
 * ```
 *
 * Later routes win. A request that no route matches is answered with 501, so that a test notices.
 */
export class FetchDouble {
  readonly #routes: Route[] = [];
  readonly #requests: RecordedRequest[] = [];

  /** What it was sent, in order. */
  get requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  /** Answers an operation. */
  on<Data>(operation: Operation<unknown, Data>, reply: Reply<Data> | Handler<Data>): this {
    const names: string[] = [];
    const pattern = operation.path.split(/\{([^}]+)\}/).map((part, index) => {
      if (index % 2 === 0) return part.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
      names.push(part);
      return "([^/]+)";
    });
    const handler = typeof reply === "function" ? reply : () => (reply instanceof Response ? reply.clone() : reply);
    this.#routes.unshift({
      operation: operation.id,
      method: operation.method,
      path: new RegExp(`${pattern.join("")}$`),
      names,
      handler,
    });
    return this;
  }

  /** What `ClientOptions.fetch` takes. */
  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const request = new Request(url, init);
    const target = new URL(url);
    request.signal.throwIfAborted();
    const route = this.#routes.find(({ method, path }) => method === request.method && path.test(target.pathname));
    const recorded: RecordedRequest = {
      operation: route?.operation,
      method: request.method,
      url: target,
      headers: request.headers,
      path: pathValues(route, target.pathname),
      body: await request.text(),
    };
    this.#requests.push(recorded);
    if (route === undefined)
      return responseOf({
        status: 501,
        data: { code: "no_route", title: `No reply for ${request.method} ${target.pathname}` },
      });
    const reply = await route.handler(recorded);
    request.signal.throwIfAborted();
    return responseOf(reply);
  };
}

function pathValues(route: Route | undefined, pathname: string): Record<string, string> {
  const [, ...values] = route?.path.exec(pathname) ?? [];
  return Object.fromEntries(values.map((value, index) => [route?.names[index] ?? "", decodeURIComponent(value)]));
}

function responseOf(reply: Reply<unknown>): Response {
  if (reply instanceof Response) return reply;
  const { data, headers = {} } = reply;
  const status = reply.status ?? (data === undefined ? 204 : 200);
  if (data === undefined) return new Response(null, { status, headers: { ...headers } });
  const type = status >= 400 ? "application/problem+json" : "application/json";
  return new Response(JSON.stringify(data), { status, headers: { "content-type": type, ...headers } });
}
