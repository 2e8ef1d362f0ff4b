import { decodeFrames, encodeFrames, type ClientFrame, type ServerFrame } from "@parlance/protocol";
import {
  ConnectionRegistry,
  Hub,
  MemoryBroker,
  type Connection,
  type Gate,
  type OutgoingFrame,
  type RealtimeLimits,
} from "@parlance/platform/testing";
import { openGate, slowGate } from "./open-gate.js";
import type { Ledger } from "./ledger.js";
import type { Line } from "./network.js";
import { project } from "./project.js";
import type { Timeline } from "./timeline.js";

/** What a simulated server is made of. */
export interface SimulatedServerOptions {
  readonly timeline: Timeline;
  readonly ledger: Ledger;
  readonly limits: RealtimeLimits;
  /** Messages that the log of a channel keeps. */
  readonly historySize: number;
  /** How long the store takes for one thing, in milliseconds; undefined: everything is answered at once. */
  readonly storeMs: (() => number) | undefined;
}

/** The platform's own hub and broker behind simulated lines. */
export class SimulatedServer {
  readonly #options: SimulatedServerOptions;
  readonly #lines = new Map<Line, Connection>();
  #broker: MemoryBroker;
  #hub: Hub;
  #ids = 0;
  #cancelTick: () => void;
  #up = true;

  constructor(options: SimulatedServerOptions) {
    this.#options = options;
    this.#broker = this.#newBroker();
    this.#hub = this.#newHub();
    this.#cancelTick = this.#planTick();
  }

  get up(): boolean {
    return this.#up;
  }

  /** Lines that lead to a connection. */
  get lines(): readonly Line[] {
    return [...this.#lines.keys()];
  }

  /** Where a channel is. */
  position(channel: string): { readonly epoch: string; readonly offset: number } {
    return this.#broker.position({ project, channel });
  }

  /** The members of a channel, with what they say of themselves as JSON. */
  members(channel: string): ReadonlyMap<string, string> {
    const members = this.#hub.registry.presence.members({ project, channel });
    return new Map(members.map(({ id, state }) => [id, JSON.stringify(state)]));
  }

  accept(line: Line): void {
    let waiting: ServerFrame[] = [];
    let sentBytes = 0;
    const flush = (): void => {
      if (waiting.length === 0) return;
      line.send("down", encodeFrames(waiting));
      waiting = [];
    };
    const connection = this.#hub.connect({
      transport: "websocket",
      bufferedBytes: 0,
      cut: () => line.cut(),
      get sentBytes() {
        return sentBytes;
      },
      send: ({ frame }: OutgoingFrame) => {
        if (waiting.push(frame) === 1) this.#options.timeline.after(0, flush);
        sentBytes += 100;
      },
      close: (code, reason) => {
        flush();
        line.close("down", code, reason);
        this.#lines.delete(line);
      },
    });
    this.#lines.set(line, connection);
    line.onServer({
      received: (text) => {
        const { frames, malformed } = decodeFrames<ClientFrame>(text);
        for (const frame of frames) connection.receive(JSON.parse(JSON.stringify(frame)));
        // A text is no frame either, and refused as such.
        if (malformed !== null) connection.receive(malformed);
      },
      closed: (code) => {
        this.#lines.delete(line);
        connection.closed(code === 1006 ? undefined : code);
      },
    });
  }

  /** Publishes as REST would. */
  publish(channel: string, tags: Readonly<Record<string, string>>): void {
    this.#broker.publish({ project, channel }, { data: null, tags });
  }

  /** Dies without a word and begins anew with what is durable: with `logs`, the logs; never sessions, presence or dedup of others. */
  restart({ logs }: { readonly logs: "kept" | "lost" }): void {
    for (const line of this.#lines.keys()) line.cut();
    this.#lines.clear();
    this.#cancelTick();
    if (logs === "lost") this.#broker = this.#newBroker();
    this.#hub = this.#newHub();
    this.#cancelTick = this.#planTick();
  }

  /** Refuses dials, and breaks all lines. */
  goDown(): void {
    this.#up = false;
    for (const line of this.#lines.keys()) line.cut();
  }

  comeUp(): void {
    this.#up = true;
  }

  /** Forgets the log of a channel: its next message begins a new epoch. */
  loseHistory(channel: string): void {
    this.#broker.forget({ project, channel });
  }

  /** Asks every connection to go and come back later, as before a restart. */
  drain(): void {
    this.#hub.drain();
    this.#options.timeline.after(1000, () => this.restart({ logs: "kept" }));
  }

  #newBroker(): MemoryBroker {
    const { timeline, ledger, historySize } = this.#options;
    const broker = new MemoryBroker({
      clock: timeline.now,
      ids: (prefix) => this.#id(prefix),
      dedupMs: 300_000,
      retention: { messages: historySize, ageMs: 3_600_000 },
    });
    const append = broker.append.bind(broker);
    broker.append = (at, publication) => {
      const published = append(at, publication);
      if (!published.duplicate) {
        const { channel, offset, publishId, tags } = published.message;
        ledger.add({ channel, epoch: published.position.epoch, offset, publishId, tags });
      }
      return published;
    };
    return broker;
  }

  #newHub(): Hub {
    const { timeline, limits } = this.#options;
    const broker = this.#broker;
    const gate = this.#newGate();
    const report = (error: unknown): void => {
      throw error;
    };
    const ids = (prefix: string): string => this.#id(prefix);
    return new Hub({ clock: timeline.now, ids, broker, gate, registry: new ConnectionRegistry(), limits, report });
  }

  #newGate(): Gate {
    const { timeline, storeMs } = this.#options;
    const gate = openGate(this.#broker);
    if (storeMs === undefined) return gate;
    let free = 0;
    return slowGate(gate, (work) => {
      free = Math.max(free, timeline.now()) + storeMs();
      timeline.at(free, work);
    });
  }

  #planTick(): () => void {
    const hub = this.#hub;
    let cancel = (): void => undefined;
    const plan = (): void => {
      cancel = this.#options.timeline.at(hub.nextTickAt, () => {
        hub.tick();
        plan();
      });
    };
    plan();
    return () => cancel();
  }

  #id(prefix: string): string {
    return `${prefix}_${String(++this.#ids).padStart(8, "0")}`;
  }
}
