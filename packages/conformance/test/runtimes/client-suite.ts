import { builtInSockets } from "./built-in-sockets.js";
import {
  callbackAuthorization,
  type ChannelMessage,
  messages,
  Realtime,
  type RealtimeOptions,
  type Transport,
} from "@parlance/runtime/realtime";
import { cborCodec } from "@parlance/runtime/realtime/cbor";
import { presence } from "@parlance/runtime/realtime/presence";
import { sse } from "@parlance/runtime/realtime/sse";
import { allowPublishing, authorization, cut, publishFromBackend, type Stage, tokenFor } from "./stage.js";
import { watchTraces } from "./traces.js";

/** How one case ended; `error` is left out when it passed. */
export interface CaseResult {
  readonly name: string;
  readonly error?: string;
}

/** What the suite found in a runtime. */
export interface SuiteResult {
  readonly cases: readonly CaseResult[];
  /** Connections made by the runtime's own WebSocket. */
  readonly builtInSockets: number;
}

const limitMs = 20_000;
let channels = 0;

const cases: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  async "connects, and says as whom"(stage) {
    await using realtime = client(stage);
    await realtime.connect();
    const { state } = realtime;
    equal(state.status === "connected" && state.user, "ada");
  },
  async "publishes with an acknowledgement and receives in order"(stage) {
    await using realtime = client(stage);
    await exchange(stage, realtime);
  },
  async "takes binary frames"(stage) {
    await using realtime = client(stage, { codec: cborCodec });
    await exchange(stage, realtime);
  },
  async "speaks over an event stream where there are no sockets"(stage) {
    await using realtime = client(stage, { transport: sse() });
    await exchange(stage, realtime);
  },
  "resumes after a cut and loses nothing": (stage) => resume(stage),
  "resumes over an event stream too": (stage) => resume(stage, sse()),
  async "iterates messages"(stage) {
    await using realtime = client(stage);
    const channel = realtime.channel(await openChannel(stage));
    const read: unknown[] = [];
    await publishFromBackend(stage, channel.name, 1);
    await publishFromBackend(stage, channel.name, 2);
    for await (const item of messages(channel, { rewind: { count: 2 } }))
      if (item.type === "message" && read.push(item.data) === 2) break;
    equal(read.join(), "1,2");
  },
  async "sees who comes and goes"(stage) {
    await using ada = client(stage);
    await using bob = client(stage, {}, "bob");
    const name = `presence-${fresh()}`;
    const watched = presence(ada.channel(name));
    const seen = new Seen<string>();
    watched.on("enter", ({ id }) => seen.add(`enter ${id}`));
    watched.on("update", ({ id, state }) => seen.add(`update ${id} ${JSON.stringify(state)}`));
    watched.on("leave", ({ id }) => seen.add(`leave ${id}`));
    await watched.subscription.ready;
    const own = presence(bob.channel(name));
    await own.subscription.ready;
    await own.enter({ typing: false });
    await own.update({ typing: true });
    await own.leave();
    await seen.until(3);
    equal(seen.items.join(), 'enter bob,update bob {"typing":true},leave bob');
  },
  async "a refusal is final and says why"(stage) {
    await using realtime = new Realtime({ url: socketUrl(stage), token: "not.a.token" });
    const error = await failure(realtime.connect());
    equal(realtime.state.status, "failed");
    equal(Reflect.get(Object(error), "code"), "invalid_token");
  },
  "leaves nothing with its host when it is closed": (stage) => leave(stage),
  "leaves nothing of an event stream either": (stage) => leave(stage, sse()),
};

function socketUrl({ platform }: Stage): string {
  return `${platform}/v1/socket`;
}

function client(stage: Stage, options: Partial<RealtimeOptions> = {}, user = "ada"): Realtime {
  return new Realtime({
    url: socketUrl(stage),
    token: () => tokenFor(stage, user),
    authorize: callbackAuthorization(({ channel, connection }) => authorization(stage, { channel, connection, user })),
    ...options,
  });
}

function fresh(): string {
  channels += 1;
  return `chat-${Date.now()}-${channels}`;
}

/** A channel on which clients may publish. */
async function openChannel(stage: Stage): Promise<string> {
  const name = fresh();
  await allowPublishing(stage, name);
  return name;
}

async function exchange(stage: Stage, realtime: Realtime): Promise<void> {
  const channel = realtime.channel(await openChannel(stage));
  const seen = new Seen<unknown>();
  await channel.subscribe(({ data }) => seen.add(data)).ready;
  const data = [1, "zwei ✓", { three: [true, null] }];
  const answers = await Promise.all(data.map((each) => channel.publish("message", each)));
  equal(answers.map(({ offset }) => offset).join(), "1,2,3");
  await seen.until(3);
  equal(JSON.stringify(seen.items), JSON.stringify(data));
}

async function resume(stage: Stage, transport?: Transport): Promise<void> {
  await using realtime = client(stage, transport && { transport });
  const channel = realtime.channel(await openChannel(stage));
  const seen = new Seen<unknown>();
  const gaps: unknown[] = [];
  const handle = ({ data }: ChannelMessage): void => seen.add(data);
  await channel.subscribe(handle, { onGap: (gap) => gaps.push(gap) }).ready;
  await publishFromBackend(stage, channel.name, 1);
  await seen.until(1);
  const lost = new Promise<void>((resolve) => {
    realtime.on("state", ({ status }) => status === "reconnecting" && resolve());
  });
  await cut(stage);
  await lost;
  await publishFromBackend(stage, channel.name, 2);
  await channel.publish("message", 3);
  await publishFromBackend(stage, channel.name, 4);
  await seen.until(4);
  equal(seen.items.join(), "1,2,3,4");
  equal(gaps.length, 0);
}

async function leave(stage: Stage, transport?: Transport): Promise<void> {
  const traces = watchTraces();
  try {
    const realtime = client(stage, { clock: traces.clock, ...(transport && { transport }) });
    await exchange(stage, realtime);
    await realtime.close();
    equal(realtime.state.status, "closed");
    equal(JSON.stringify(traces.left), '{"timers":0,"listeners":0}');
  } finally {
    traces.stop();
  }
}

/** What was seen so far, and who waits for more. */
class Seen<Item> {
  readonly items: Item[] = [];
  #waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  add(item: Item): void {
    this.items.push(item);
    this.#waiting = this.#waiting.filter(({ count, resolve }) => {
      if (this.items.length >= count) resolve();
      return this.items.length < count;
    });
  }

  until(count: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.items.length >= count) resolve();
      else this.#waiting.push({ count, resolve });
    });
  }
}

/** Runs all cases, one after the other; needs nothing but a web platform. */
export async function runSuite(stage: Stage): Promise<SuiteResult> {
  const results: CaseResult[] = [];
  for (const [name, run] of Object.entries(cases)) results.push(await runCase(name, () => run(stage)));
  return { cases: results, builtInSockets: builtInSockets.opened };
}

async function runCase(name: string, run: () => Promise<void>): Promise<CaseResult> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It is not done after ${limitMs} ms`)), limitMs);
  });
  try {
    await Promise.race([run(), late]);
    return { name };
  } catch (error) {
    return { name, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  } finally {
    clearTimeout(timer);
  }
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
