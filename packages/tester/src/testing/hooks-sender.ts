import { createHmac, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { request } from "undici";
import type { HooksFault } from "./hooks-faults.js";

/** An endpoint of the service of things. */
export interface Hook {
  readonly id: string;
  readonly tenant: string;
  readonly url: string;
  readonly events: readonly string[];
  /** The current secret first. */
  secrets: readonly string[];
  state: "enabled" | "disabled" | "deleted";
}

interface Sending {
  readonly hook: Hook;
  readonly event: { readonly id: string; readonly type: string; readonly data: object };
  readonly firstAt: number;
}

/** Milliseconds until a sender gives up, and between two attempts. */
const [timeoutMs, waitMs, attempts] = [1000, 60, 4];

/** Sends events to endpoints, with the faults that are wished for. */
export class HooksSender {
  readonly #has: (fault: HooksFault) => boolean;
  readonly #stop = new AbortController();
  #turn: Promise<void> = Promise.resolve();

  constructor(has: (fault: HooksFault) => boolean) {
    this.#has = has;
  }

  /** Sends an event to all endpoints that asked for it. */
  send(type: string, data: object, tenant: string, hooks: Iterable<Hook>): void {
    if (this.#has("not delivered")) return;
    const event = { id: randomUUID(), type, data };
    for (const hook of hooks) {
      const isAsked = hook.events.includes(type) || this.#has("other events too");
      if (!isAsked || !this.#isAlive(hook) || (hook.tenant !== tenant && !this.#has("tenants mixed"))) continue;
      const work = () => this.#deliver({ hook, event, firstAt: Date.now() }).catch(() => undefined);
      if (this.#has("one after the other")) this.#turn = this.#turn.then(work);
      else void work();
      if (this.#has("delivered twice"))
        void this.#deliver({ hook, event: { ...event, id: randomUUID() }, firstAt: Date.now() }).catch(() => undefined);
    }
  }

  /** Sends nothing any more. */
  close(): void {
    this.#stop.abort();
  }

  #isAlive({ state }: Hook): boolean {
    if (state === "deleted") return this.#has("deleted goes on");
    return state === "enabled" || this.#has("disabled goes on");
  }

  async #deliver(sending: Sending): Promise<void> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const answer = await this.#attempt(sending, attempt, sending.hook.url).catch((error: unknown) => error as Error);
      if (this.#isOver(answer, sending.hook) || !this.#isAlive(sending.hook)) return;
      const asked = answer instanceof Error || this.#has("Retry-After ignored") ? 0 : answer.retryAfter * 1000;
      const longer = this.#has("one after the other") ? 8000 : waitMs;
      await delay(Math.max(asked, longer), undefined, { signal: this.#stop.signal });
      if (!this.#isAlive(sending.hook)) return;
    }
  }

  #isOver(answer: Sent | Error, hook: Hook): boolean {
    if (answer instanceof Error)
      return this.#has(/timeout/iu.test(answer.name) ? "no retry of timeouts" : "no retry of resets");
    const { status } = answer;
    if (status >= 500 && this.#has("no retry of failures")) return true;
    if (status === 410 && !this.#has("410 ignored")) hook.state = "disabled";
    return (status < 300 && !this.#has("taken sent again")) || (status === 410 && !this.#has("410 ignored"));
  }

  async #attempt(sending: Sending, attempt: number, url: string): Promise<Sent> {
    const { event, firstAt } = sending;
    const own = { ...event, ...(this.#has("body for each attempt") && { attempt }) };
    const shown = this.#has("member missing") ? { id: event.id, type: event.type, data: {} } : own;
    const body = JSON.stringify(shown);
    const id = this.#has("id for each attempt") ? `${event.id}-${attempt}` : event.id;
    const at = this.#has("first timestamp")
      ? firstAt
      : this.#has("old timestamp")
        ? Date.now() - 3_600_000
        : Date.now();
    const timestamp = String(Math.floor(at / 1000));
    const {
      statusCode,
      headers,
      body: answer,
    } = await request(url, {
      method: this.#has("put") ? "PUT" : "POST",
      headers: {
        "content-type": this.#has("plain text") ? "text/plain" : "application/json",
        "webhook-id": id,
        "webhook-timestamp": timestamp,
        ...(!this.#has("no signature") && {
          "webhook-signature": this.#sign(sending.hook, `${id}.${timestamp}.`, body),
        }),
      },
      body,
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), this.#stop.signal]),
    });
    await answer.dump();
    const location = headers["location"];
    if (statusCode === 302 && typeof location === "string" && this.#has("redirects followed"))
      return this.#attempt(sending, attempt, new URL(location, url).href);
    return { status: statusCode, retryAfter: Number(headers["retry-after"] ?? 0) };
  }

  #sign({ secrets }: Hook, head: string, body: string): string {
    const [current = "", previous] = secrets;
    const used = this.#has("another secret")
      ? ["whsec_YW5vdGhlciBzZWNyZXQh"]
      : this.#has("new secret ignored")
        ? [previous ?? current]
        : this.#has("old secret dropped")
          ? [current]
          : secrets;
    const content = head + (this.#has("other bytes signed") ? `${body} ` : body);
    const one = (secret: string) =>
      createHmac("sha256", Buffer.from(secret.slice(6), "base64"))
        .update(content)
        .digest("base64");
    return used.map((secret) => `v1,${one(secret)}`).join(" ");
  }
}

interface Sent {
  readonly status: number;
  /** Seconds. */
  readonly retryAfter: number;
}
