import { MemoryBroker } from "../broker/memory-broker.js";
import { createValidators } from "../contract/validators.js";
import { parseFilter } from "../filter/parse-filter.js";
import type { Json, JsonObject } from "../json/json.js";
import { loadContract } from "../load-contract.js";
import { problem } from "../problem/platform-error.js";
import type { Connection } from "../realtime/connection.js";
import { ConnectionRegistry } from "../realtime/connection-registry.js";
import { frameCheck } from "../realtime/frame-check.js";
import type { ChannelPermission, Gate, Identity } from "../realtime/gate.js";
import { Hub } from "../realtime/hub.js";
import type { Link } from "../realtime/link.js";
import type { RealtimeLimits } from "../realtime/limits.js";
import type { OutgoingFrame } from "../realtime/outgoing-frame.js";
import { simulate } from "../realtime/simulate.js";

/** The project of all connections of a `TestHub`. */
export const testProject = "prj_test0001";

const contract = loadContract();
const { strict } = createValidators(contract.compiled);

/** A client without a network: keeps what it was sent, and buffers as much as the test says. */
export class TestClient implements Link {
  readonly transport = "websocket";
  readonly connection: Connection;
  readonly frames: JsonObject[] = [];
  bufferedBytes = 0;
  sentBytes = 0;
  closedWith: { readonly code: number; readonly reason: string } | undefined;
  #id = 1;

  constructor(hub: Hub) {
    this.connection = hub.connect(this);
  }

  send({ frame }: OutgoingFrame): void {
    this.sentBytes += 100;
    this.frames.push(JSON.parse(JSON.stringify(frame)) as JsonObject);
  }

  close(code: number, reason: string): void {
    this.closedWith = { code, reason };
  }

  /** The token of a test is the user it names; `null` speaks for the application. */
  hello(user: string | null = "ada", more: JsonObject = {}): this {
    const client = { name: "test", version: "1" };
    const instance = "0d8e5f0d-6a0b-4b53-9d0c-7c2e0c5b1f6d";
    this.ask({ type: "hello", version: 1, client, instance, token: user ?? "application", ...more });
    return this;
  }

  /** Sends a request with the next id and returns its answer, if that came at once. */
  ask(frame: JsonObject): JsonObject | undefined {
    const id = this.#id++;
    this.connection.receive({ id, ...frame });
    return this.frames.find((answer) => answer["id"] === id);
  }

  of(type: string): readonly JsonObject[] {
    return this.frames.filter((frame) => frame["type"] === type);
  }

  /** The offsets of the messages that came. */
  get offsets(): readonly Json[] {
    return this.of("message").map((frame) => frame["offset"] ?? null);
  }
}

/** A hub in virtual time, with a gate that lets everybody do everything but what a test forbids. */
export class TestHub {
  now = 1_795_253_400_000;
  readonly registry = new ConnectionRegistry();
  readonly hub: Hub;
  readonly broker: MemoryBroker;
  readonly defects: unknown[] = [];
  /** Channels that nobody may hear. */
  readonly forbidden = new Set<string>();
  /** What channel tokens permit; a subscription without one needs none. */
  readonly permissions = new Map<string, readonly ChannelPermission[]>();
  /** How long the next tokens live; undefined = for ever. */
  tokenMs: number | undefined;
  readonly #gate: Gate;
  #ids = 0;

  constructor(limits: Partial<RealtimeLimits> = {}) {
    const ids = (prefix: string): string => `${prefix}_${String(++this.#ids).padStart(8, "0")}`;
    const clock = (): number => this.now;
    this.broker = new MemoryBroker({ clock, ids, dedupMs: 300_000, retention: { messages: 1000, ageMs: 3_600_000 } });
    this.#gate = this.#openGate();
    this.hub = new Hub({
      clock,
      ids,
      broker: this.broker,
      gate: this.#gate,
      registry: this.registry,
      limits: { ...contract.limits, ...contract.limits.realtime, ...limits },
      check: frameCheck(strict),
      simulate,
      report: (error) => void this.defects.push(error),
    });
  }

  /** A client that has not said anything. */
  dial(): TestClient {
    return new TestClient(this.hub);
  }

  /** A client with an open session. */
  connect(user?: string | null, more?: JsonObject): TestClient {
    return this.dial().hello(user, more);
  }

  publish(
    channel: string,
    data: Json,
    more: { readonly event?: string; readonly tags?: Record<string, string>; readonly exclude?: string } = {},
  ): void {
    this.broker.publish({ project: testProject, channel }, { data, ...more });
  }

  /** Lets time pass, ticking as a platform would. */
  pass(milliseconds: number): void {
    const until = this.now + milliseconds;
    while (this.now < until) {
      this.now = Math.min(until, this.hub.nextTickAt);
      this.hub.tick();
    }
  }

  #openGate(): Gate {
    const allow = (channel: string): void => {
      if (this.forbidden.has(channel)) throw problem("channel_forbidden", "The token may not use this channel.");
    };
    return {
      authenticate: (token) => this.#identify(token),
      subscribe: ({ channel, token }) => {
        allow(channel);
        return token === undefined ? {} : { permissions: this.permissions.get(token) ?? [] };
      },
      publish: ({ identity, connection, channel, publication }) => {
        allow(channel);
        const sender = { connectionId: connection, userId: identity.userId, memberId: identity.userId };
        return this.broker.publish({ project: testProject, channel }, { ...publication, sender });
      },
      enter: ({ channel, permissions }) => {
        allow(channel);
        const vouches = permissions?.includes("presence") ?? this.permissions.size === 0;
        if (!vouches) throw problem("channel_forbidden", "The authorisation does not permit presence.");
        return { maxMembers: 2 };
      },
      history: ({ channel }) => allow(channel),
      snapshot: ({ channel }) => ({
        frame: { type: "message", channel, event: "state.initial", data: {} },
        position: this.broker.position({ project: testProject, channel }),
      }),
      filter: (_channel, filter) => parseFilter(filter, { depth: 8, bytes: 4096 }),
      call: ({ method, params }) => {
        if (method === "defect") throw new Error("A defect.");
        return { method, params };
      },
    };
  }

  #identify(token: string | undefined): Identity {
    if (token === undefined) throw problem("missing_token", "Send a token.");
    if (token === "forged") throw problem("invalid_token", "The token is not valid.");
    return {
      project: testProject,
      applicationId: "app_test0001",
      userId: token === "application" ? null : token,
      tokenId: "tok_test0001",
      issuedAt: this.now,
      expiresAt: this.tokenMs === undefined ? null : this.now + this.tokenMs,
    };
  }
}
