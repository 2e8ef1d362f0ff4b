import { EventSource } from "eventsource";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPlatform, type Platform } from "../src/platform.js";
import { startChromium } from "./chromium.js";
import { startCutProxy, type CutProxy } from "./cut-proxy.js";

/** Stock clients that know nothing of Parlance: the browser's own `EventSource`, and the package of that name for Node. */
let platform: Platform;
let proxy: CutProxy;
let token = "";
let channels = 0;
const limit = 60_000;
const cuts = 3;
const perCut = 5;

beforeAll(async () => {
  platform = await createPlatform({ callsPerSecond: 100_000 });
  proxy = await startCutProxy(platform.url);
  token = await platform.token();
});

afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  await platform.close();
});

const authorization = () => ({ Authorization: `Bearer ${token}` });

async function publish(channel: string, data: number): Promise<void> {
  const response = await fetch(`${platform.url}/v1/channels/${channel}/messages`, {
    method: "POST",
    headers: { ...authorization(), "Content-Type": "application/json" },
    body: JSON.stringify({ event: "message", data }),
  });
  expect(response.ok).toBe(true);
}

async function ticket(): Promise<string> {
  const response = await fetch(`${platform.url}/v1/tickets`, { method: "POST", headers: authorization() });
  return ((await response.json()) as { ticket: string }).ticket;
}

/** What a client under test tells, in order, and who waits for it. */
class Log {
  readonly messages: unknown[] = [];
  readonly others: string[] = [];
  #check: () => void = () => undefined;

  tell(type: string, data?: unknown): void {
    if (type === "message") this.messages.push(data);
    else this.others.push(type);
    this.#check();
  }

  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#check = () => {
        if (condition()) resolve();
      };
      this.#check();
    });
  }
}

/** Publishes while the connection breaks again and again, and expects everything once and in order. */
async function expectNothingLost(channel: string, log: Log): Promise<void> {
  await log.until(() => log.others.includes("live"));
  for (let round = 0; round < cuts; round++) {
    const lives = log.others.filter((type) => type === "live").length;
    await publish(channel, round * perCut);
    await log.until(() => log.messages.length > round * perCut);
    proxy.cut();
    for (let n = 1; n < perCut; n++) await publish(channel, round * perCut + n);
    await log.until(() => log.others.filter((type) => type === "live").length > lives);
    await log.until(() => log.messages.length >= (round + 1) * perCut);
  }
  expect(log.messages).toEqual(Array.from({ length: cuts * perCut }, (_, n) => n));
  expect(log.others.filter((type) => type === "gap")).toEqual([]);
}

const types = ["welcome", "live", "gap", "bye"] as const;

describe("the package eventsource", () => {
  function follow(url: string, log: Log, headers: Record<string, string> = authorization()): EventSource {
    const source = new EventSource(url, {
      fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, ...headers } }),
    });
    for (const type of types) source.addEventListener(type, () => log.tell(type));
    source.addEventListener("message", ({ data }) => log.tell("message", JSON.parse(String(data)).data));
    source.addEventListener("error", ({ code }) => log.tell(`error ${code ?? ""}`));
    return source;
  }

  test(
    "comes back by itself and loses nothing",
    async () => {
      const [channel, log] = [`cut-${++channels}`, new Log()];
      const source = follow(`${proxy.url}/v1/events?channel=${channel}`, log);
      await expectNothingLost(channel, log);
      source.close();
    },
    limit,
  );

  test(
    "comes back with a ticket, whose stream it was",
    async () => {
      const [channel, log] = [`cut-${++channels}`, new Log()];
      const source = follow(`${proxy.url}/v1/events?channel=${channel}&ticket=${await ticket()}`, log, {});
      await expectNothingLost(channel, log);
      source.close();
    },
    limit,
  );

  test("tells a channel that is refused with an event of its own, and not that the connection broke", async () => {
    const log = new Log();
    const source = follow(`${platform.url}/v1/events?channel=user:somebody`, log);
    source.addEventListener("error_frame", ({ data }) => log.tell(`refused ${String(JSON.parse(String(data)).code)}`));
    await log.until(() => log.others.length > 1);
    expect(log.others).toEqual(["welcome", "refused channel_forbidden"]);
    expect(source.readyState).toBe(EventSource.OPEN);
    source.close();
  });

  test.each([
    [
      "a used ticket",
      401,
      async (): Promise<string> => {
        const used = await ticket();
        const stream = await fetch(`${platform.url}/v1/events?ticket=${used}`);
        await stream.body?.cancel();
        return used;
      },
    ],
    ["no ticket of ours", 401, async (): Promise<string> => "tick_0000000000000000"],
  ] as const)("stops at %s", async (_name, status, make) => {
    const log = new Log();
    const source = follow(`${platform.url}/v1/events?ticket=${await make()}`, log, {});
    await log.until(() => log.others.length > 0);
    expect(log.others).toEqual([`error ${status}`]);
    expect(source.readyState).toBe(EventSource.CLOSED);
  });
});

describe("the EventSource of Chromium", () => {
  test(
    "comes back by itself and loses nothing, on a page of another origin",
    async () => {
      const [channel, log] = [`cut-${++channels}`, new Log()];
      const browser = await startChromium();
      try {
        const page = await browser.newPage();
        await page.goto(`${platform.url}/healthz`);
        await page.exposeFunction("tell", (type: string, data?: string) =>
          log.tell(type, data === undefined ? undefined : JSON.parse(data).data),
        );
        const address = `${proxy.url}/v1/events?channel=${channel}&ticket=${await ticket()}`;
        await page.evaluate(`
          globalThis.source = new EventSource(${JSON.stringify(address)});
          for (const type of ${JSON.stringify(types)}) source.addEventListener(type, () => tell(type));
          source.addEventListener("message", ({ data }) => tell("message", data));
        `);
        await expectNothingLost(channel, log);
        expect(await page.evaluate("source.readyState")).toBe(1);
      } finally {
        await browser.close();
      }
    },
    limit,
  );

  test(
    "stops where it is told to",
    async () => {
      const log = new Log();
      const browser = await startChromium();
      try {
        const page = await browser.newPage();
        await page.goto(`${platform.url}/healthz`);
        await page.exposeFunction("tell", (type: string) => log.tell(type));
        const address = `${platform.url}/v1/events?ticket=${await ticket()}`;
        const connection = await page.evaluate(`new Promise((resolve) => {
          globalThis.source = new EventSource(${JSON.stringify(address)});
          source.addEventListener("welcome", ({ data }) => resolve(JSON.parse(data).connection));
          source.addEventListener("bye", () => tell("bye"));
          source.addEventListener("error", () => { if (source.readyState === 2) tell("stopped"); });
        })`);
        await fetch(`${platform.url}/v1/connections/${String(connection)}/terminate`, {
          method: "POST",
          headers: { ...authorization(), "Content-Type": "application/json" },
          body: "{}",
        });
        await log.until(() => log.others.includes("stopped"));
        expect(log.others).toEqual(["bye", "stopped"]);
      } finally {
        await browser.close();
      }
    },
    limit,
  );
});
