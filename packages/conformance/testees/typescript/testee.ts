/**
 * The TypeScript testee: carries out the commands of docs/scenarios.md on the public API of @parlance/runtime/realtime. It reads
 * JSON lines on standard input and writes JSON lines on standard output; it ends when its input does.
 */
import { createInterface } from "node:readline";
import {
  block,
  callbackAuthorization,
  history,
  RealtimeError,
  Realtime,
  type Channel,
  type QueueOptions,
  type RealtimeOptions,
  type Subscription,
} from "@parlance/runtime/realtime";
import { cborCodec } from "@parlance/runtime/realtime/cbor";
import { presence, type Presence } from "@parlance/runtime/realtime/presence";
import { sse } from "@parlance/runtime/realtime/sse";

type Json = Record<string, unknown>;

interface Command extends Json {
  readonly id: number;
  readonly do: string;
  readonly client: string;
}

interface Client {
  readonly name: string;
  readonly realtime: Realtime;
  readonly subscriptions: Map<string, Subscription>;
  readonly presences: Map<string, Presence>;
}

/** What this testee can, and which scenarios it fails, with the reason. */
const features = {
  language: "typescript",
  features: [
    "connect",
    "reconnect",
    "heartbeat",
    "tokens",
    "disconnect",
    "close",
    "subscribe",
    "resume",
    "gaps",
    "rewind",
    "history",
    "filters",
    "conflation",
    "batch",
    "publish",
    "queue",
    "requests",
    "presence",
    "private-channels",
    "direct-messages",
    "documents",
    "forward-compatibility",
    "cbor",
    "sse",
    "calls",
    "parameters",
    "retries",
    "pages",
    "streams",
    "credentials",
    "hooks",
    "fidelity",
    "validation",
    "webhooks",
    "sockets",
    "testing",
  ],
  knownFailures: {},
};

const clients = new Map<string, Client>();
const questions = new Map<number, { answer: (token: string) => void; fail: (error: Error) => void }>();
let asked = 0;

function write(line: Json): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function tell(client: string, event: string, members: Json = {}): void {
  write({ event, client, ...members });
}

/** Asks the runner for a token, which it gives by the command `token` or refuses by `noToken`. */
function ask(client: string, event: "token" | "authorize", members: Json): Promise<string> {
  const number = (asked += 1);
  return new Promise((answer, fail) => {
    questions.set(number, { answer, fail });
    tell(client, event, { ask: number, ...members });
  });
}

function errorOf(error: unknown): Json | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { code, message, retryable, afterMs, closeCode, cause } = error as Json;
  const wait = error instanceof RealtimeError ? error.retryAfter : afterMs;
  return {
    code,
    message,
    retryable,
    afterMs: wait,
    closeCode,
    cause: cause instanceof Error ? cause.message : undefined,
  };
}

interface CreateOptions {
  readonly transport?: "websocket" | "sse";
  readonly codec?: "json" | "cbor";
  readonly backoff?: NonNullable<RealtimeOptions["backoff"]>;
  readonly queue?: {
    readonly messages?: number;
    readonly bytes?: number;
    readonly policy?: "reject" | "drop-oldest" | "block";
  };
  readonly timeoutMs?: number;
}

function queueOf({ policy = "reject", ...bounds }: NonNullable<CreateOptions["queue"]>): QueueOptions {
  return { ...bounds, policy: policy === "block" ? block : policy };
}

function create({ client: name, url, options }: Command): Json {
  const { transport, codec, queue, ...rest } = options as CreateOptions;
  const realtime = new Realtime({
    ...rest,
    url: String(url),
    token: () => ask(name, "token", {}),
    authorize: callbackAuthorization(({ channel, connection }) => ask(name, "authorize", { channel, connection })),
    ...(transport === "sse" && { transport: sse() }),
    ...(codec === "cbor" && { codec: cborCodec }),
    ...(queue && { queue: queueOf(queue) }),
  });
  realtime.on("state", (state) =>
    tell(name, "state", { ...state, error: errorOf("error" in state ? state.error : undefined) }),
  );
  realtime.on("error", (error) => tell(name, "error", { error: errorOf(error) }));
  realtime.on("direct", (message) => tell(name, "direct", { message }));
  realtime.on("cast", ({ method, params }) => tell(name, "cast", { method, params }));
  realtime.on("unknown", (frame) => tell(name, "unknown", { frame }));
  clients.set(name, { name, realtime, subscriptions: new Map(), presences: new Map() });
  return {};
}

function clientOf(name: string): Client {
  const client = clients.get(name);
  if (client === undefined) throw new Error(`There is no client ${name}.`);
  return client;
}

function subscribe({ client: name, as, channel, options }: Command): Json {
  const { realtime, subscriptions } = clientOf(name);
  const subscription = String(as);
  const made = realtime
    .channel(String(channel))
    .subscribe((message) => tell(name, "message", { subscription, message }), {
      ...(options as Json),
      onGap: (gap) => tell(name, "gap", { subscription, gap }),
      onLive: () => tell(name, "live", { subscription }),
      onState: (state) =>
        tell(name, "subscription", {
          subscription,
          ...state,
          error: errorOf("error" in state ? state.error : undefined),
        }),
    });
  made.ready.catch(() => undefined);
  subscriptions.set(subscription, made);
  return {};
}

function unsubscribe({ client, as }: Command): Json {
  clientOf(client).subscriptions.get(String(as))?.unsubscribe();
  return {};
}

async function publish({ client, channel, event, data, options }: Command): Promise<Json> {
  const target: Channel = clientOf(client).realtime.channel(String(channel));
  return { ...(await target.publish(String(event ?? "message"), data, options as Json)) };
}

/** The presence of a channel, with its changes told from the first use on. */
function presenceOf({ client: name, channel }: Command): Presence {
  const { realtime, presences } = clientOf(name);
  const found = presences.get(String(channel));
  if (found !== undefined) return found;
  const made = presence(realtime.channel(String(channel)));
  for (const change of ["enter", "update", "leave"] as const) {
    made.on(change, (member) => tell(name, "presence", { channel, change, member }));
  }
  made.on("sync", (members) => tell(name, "members", { channel, members }));
  presences.set(String(channel), made);
  return made;
}

async function readHistory({ client, channel, count, ...query }: Command): Promise<Json> {
  const { from, order, pageSize } = query as Json;
  const items: unknown[] = [];
  const options = {
    ...(from !== undefined && { from }),
    ...(order !== undefined && { order }),
    ...(pageSize !== undefined && { pageSize }),
  };
  for await (const message of history(clientOf(client).realtime.channel(String(channel)), options as Json)) {
    items.push(message);
    if (items.length === count) break;
  }
  return { items };
}

async function close({ client: name }: Command): Promise<Json> {
  await clients.get(name)?.realtime.close();
  clients.delete(name);
  return {};
}

function answerQuestion({ ask: number, token, final }: Command): Json {
  const question = questions.get(Number(number));
  questions.delete(Number(number));
  if (typeof token === "string") question?.answer(token);
  else question?.fail(Object.assign(new Error("The backend gives no token."), { retryable: final !== true }));
  return {};
}

const commands: Readonly<Record<string, (command: Command) => Json | Promise<Json>>> = {
  features: () => features,
  create,
  connect: ({ client }) => {
    clientOf(client)
      .realtime.connect()
      .catch(() => undefined);
    return {};
  },
  disconnect: async ({ client }) => {
    await clientOf(client).realtime.disconnect();
    return {};
  },
  close,
  subscribe,
  unsubscribe,
  publish,
  history: readHistory,
  enter: async (command) => ({ done: await presenceOf(command).enter(command["data"]) }),
  update: async (command) => ({ done: await presenceOf(command).update(command["data"]) }),
  leave: async (command) => ({ done: await presenceOf(command).leave() }),
  members: (command) => ({ members: presenceOf(command).members }),
  request: async ({ client, method, params, options }) => ({
    result: await clientOf(client).realtime.request(String(method), params as Json, options as Json),
  }),
  cast: ({ client, method, params }) => {
    clientOf(client).realtime.cast(String(method), params as Json);
    return {};
  },
  ping: async ({ client }) => ({ ms: await clientOf(client).realtime.ping() }),
  token: answerQuestion,
  noToken: answerQuestion,
};

async function carryOut(command: Command): Promise<void> {
  try {
    const run = commands[command.do];
    if (run === undefined)
      throw Object.assign(new Error(`Unknown command ${command.do}.`), { code: "unknown_command" });
    write({ id: command.id, ok: await run(command) });
  } catch (error) {
    write({ id: command.id, error: { code: "failed", ...errorOf(error) } });
  }
}

createInterface({ input: process.stdin }).on("line", (line) => void carryOut(JSON.parse(line) as Command));
