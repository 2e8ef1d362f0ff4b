import {
  applicationCredentials,
  Client,
  ConnectionError,
  loggingHooks,
  NotFoundError,
  TimeoutError,
} from "@parlance/runtime";
import type { Operation, PagedOperation, SequenceOperation } from "@parlance/runtime/codegen/v1";
import { call, createToken, paginate, stream } from "@parlance/runtime/codegen/v1";
import { Realtime } from "@parlance/runtime/realtime";
import { FetchDouble } from "@parlance/runtime/testing";
import { validator } from "@parlance/runtime/validation";

/** How one case ended; `error` is left out when it passed. */
export interface CaseResult {
  readonly name: string;
  readonly error?: string;
}

interface Echo {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

const echo: Operation<{ readonly id: string }, Echo> = {
  id: "echo.get",
  method: "GET",
  path: "/echo/{id}",
  parameters: [{ key: "id", in: "path" }],
};
const flaky: Operation<{ readonly body: { readonly name: string } }, Echo & { readonly attempts: number }> = {
  id: "flaky.create",
  method: "POST",
  path: "/flaky",
  bodies: [{ mediaType: "application/json", form: "json" }],
  idempotencyHeader: "Idempotency-Key",
};
const upload: Operation<{ readonly body: { readonly file: Blob } }, Echo> = {
  id: "upload.create",
  method: "POST",
  path: "/echo/upload",
  bodies: [{ mediaType: "multipart/form-data", form: "multipart" }],
};
const silent: Operation = { id: "silent.get", method: "GET", path: "/silent" };
const missing: Operation = { id: "missing.get", method: "GET", path: "/missing" };
const broken: Operation = { id: "broken.get", method: "GET", path: "/broken" };
const list: PagedOperation<{ readonly cursor?: string }, number> = {
  id: "list.get",
  method: "GET",
  path: "/list",
  parameters: [{ key: "cursor", in: "query" }],
  pagination: { style: "cursor", parameter: "cursor", items: "/items", next: "/nextCursor" },
};
const events: SequenceOperation<unknown, number> = {
  id: "events.get",
  method: "GET",
  path: "/events",
  sequence: "sse",
};

/** Seed and public key of an application key: the first test of RFC 8032 section 7.1. */
const seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
const publicKey = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

const cases: Readonly<Record<string, (url: string) => Promise<void>>> = {
  async "a call is made with its token and its path encoded"(url) {
    const answer = await call(new Client({ url, token: "t" }), echo, { id: "a/ü" });
    equal(answer.url, "/echo/a%2F%C3%BC");
    equal(answer.headers["authorization"], "Bearer t");
  },
  async "a failed call is sent again with the same key and body"(url) {
    const answer = await call(new Client({ url }), flaky, { body: { name: "é" } });
    equal(answer.attempts, 2);
    equal(answer.body, '{"name":"é"}');
  },
  async "a file is sent as multipart"(url) {
    const answer = await call(new Client({ url }), upload, {
      body: { file: new File(["bytes"], "a.txt", { type: "text/plain" }) },
    });
    equal(/filename="a.txt"/.test(answer.body) && answer.body.includes("bytes"), true);
  },
  async "a list is followed to its end"(url) {
    const items: number[] = [];
    for await (const item of paginate(new Client({ url }), list)) items.push(item);
    equal(items.join(), "1,2,3");
  },
  async "a stream resumes after it broke, and is left at will"(url) {
    const items: number[] = [];
    for await (const item of stream(new Client({ url }), events)) if (items.push(item) === 4) break;
    equal(items.join(), "1,2,3,4");
  },
  async "errors are classes with codes"(url) {
    const client = new Client({ url, retries: 0 });
    equal((await failure(call(client, missing))) instanceof NotFoundError, true);
    equal((await failure(call(client, broken))) instanceof ConnectionError, true);
    equal((await failure(call(client, silent, {}, { timeout: 100 }))) instanceof TimeoutError, true);
  },
  async "an abort stops a call"(url) {
    const controller = new AbortController();
    const pending = failure(call(new Client({ url }), silent, {}, { signal: controller.signal }));
    setTimeout(() => controller.abort(), 20);
    equal(Reflect.get(Object(await pending), "code"), "aborted");
  },
  async "an application signs its tokens"(url) {
    const secret = `plsk_${base64url(seed + publicKey)}`;
    const client = new Client({
      url,
      credentials: applicationCredentials({ clientId: "app_1", clientSecret: secret }),
    });
    const { token } = await createToken(client, { subject: "user_1" });
    equal(token.split(".").length, 3);
    const answer = await call(client, echo, { id: "x" });
    equal(/^Bearer ey[\w-]+\.[\w-]+\.[\w-]+$/.test(answer.headers["authorization"] ?? ""), true);
  },
  async "bodies are checked without eval"(url) {
    const validation = validator({
      id: "echo.get",
      responses: { "200": { type: "object", properties: { url: { type: "number" } } } },
    });
    equal(
      Reflect.get(Object(await failure(call(new Client({ url, validation }), echo, { id: "x" }))), "code"),
      "invalid_response",
    );
  },
  async "a realtime client subscribes, publishes, and comes back when its connection breaks"(url) {
    const realtime = new Realtime({ url: `${url}/socket`, token: "t" });
    const received: unknown[] = [];
    const states: string[] = [];
    realtime.on("state", ({ status }) => states.push(status));
    const channel = realtime.channel("echo");
    await channel.subscribe(({ data }) => received.push(data)).ready;
    equal((await channel.publish("message", "grüße")).epoch, "memory01");
    equal(received.join(), "grüße");
    await channel.publish("message", "cut");
    await realtime.close();
    equal([...new Set(states)].join(), "connecting,connected,reconnecting,closed");
  },
  async "hooks see each attempt, and the double stands in for the network"(url) {
    const log: string[] = [];
    const platform = new FetchDouble().on(missing, { data: {} });
    await call(
      new Client({ url, fetch: platform.fetch, hooks: loggingHooks(({ event }) => log.push(event)) }),
      missing,
    );
    equal(log.join(), "request,response");
  },
};

/** Runs all cases against the server of `serve-suite.ts`; needs nothing but a web platform. */
export async function runSuite(url: string): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const [name, run] of Object.entries(cases)) {
    try {
      await run(url);
      results.push({ name });
    } catch (error) {
      results.push({
        name,
        error: error instanceof Error ? `${error.name}: ${error.message} ${String(error.cause ?? "")}` : String(error),
      });
    }
  }
  return results;
}

function equal(actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
}

async function failure(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("It did not fail");
}

function base64url(hex: string): string {
  const bytes = hex.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
