import { Session } from "@parlance/protocol";
import { presence } from "@parlance/protocol/presence";
import { ClientRecord } from "./client-record.js";
import { MachineDriver } from "./machine-driver.js";
import { MemberView } from "./member-view.js";
import { Line } from "./network.js";
import type { ClientAtRest } from "./invariants.js";
import type { Random } from "./random.js";
import type { SimulatedServer } from "./simulated-server.js";
import type { Timeline } from "./timeline.js";

/** What a simulated client stands on. */
export interface SimulatedClientOptions {
  readonly name: string;
  readonly timeline: Timeline;
  readonly random: Random;
  readonly server: SimulatedServer;
}

/** The channels of the simulation; the last one is for presence. */
export const channels = ["a", "b"];
export const lobby = "presence-lobby";

const weather = { minLatency: 1, maxLatency: 40 };

/** An application with a session machine: it subscribes, publishes and enters by chance. */
export class SimulatedClient {
  readonly #options: SimulatedClientOptions;
  readonly #record = new ClientRecord();
  readonly #members = new MemberView(lobby);
  readonly #driver: MachineDriver;
  #requests = 0;
  #subscriptions = 0;
  #watchesLobby = false;

  constructor(options: SimulatedClientOptions) {
    const { name, timeline, random } = options;
    this.#options = options;
    const session = new Session({ client: { name: "simulated", version: "1" }, instance: name, random: random.next });
    session.use(presence);
    this.#driver = new MachineDriver({
      timeline,
      session,
      record: this.#record,
      members: this.#members,
      dial: () => this.#dial(),
      dialMs: () => random.between(1, 60),
      token: () => name,
    });
  }

  get line(): Line | undefined {
    return this.#driver.line;
  }

  connect(): void {
    this.#driver.command({ type: "connect" });
  }

  /** Ends the session. */
  close(): void {
    this.#driver.command({ type: "close" });
  }

  /** Something an application may want. */
  act(): void {
    const { random } = this.#options;
    const open = [...this.#record.subscriptions].filter(([, { state }]) => state?.status !== "unsubscribed");
    const roll = random.between(1, 100);
    if (roll <= 55) this.#publish();
    else if (roll <= 75 && open.length < 4) this.#subscribe();
    else if (roll <= 80 && open.length > 0) this.#unsubscribe(random.pick(open)[0]);
    else if (roll <= 90) this.#bePresent();
    else this.#ask();
  }

  /** Something the host of an application may tell: offline and online again, woken from sleep, or in the background for a while. */
  disturb(): void {
    const { random, timeline } = this.#options;
    if (random.chance(0.3)) {
      this.#driver.command({ type: "disconnect" });
      timeline.after(random.between(1, 30_000), () => this.#connectAgain());
    } else if (random.chance(0.5)) {
      this.#driver.input({ type: "network", online: false });
      timeline.after(random.between(1, 5000), () => this.#nudge({ type: "network", online: true }));
    } else {
      this.#nudge({ type: "resumed" });
    }
  }

  atRest(): ClientAtRest {
    const { name } = this.#options;
    const seesMembers = this.#watchesLobby && this.#record.state.status === "connected";
    return {
      name,
      record: this.#record,
      busy: this.#driver.busy,
      members: seesMembers ? this.#members.members : undefined,
    };
  }

  #connectAgain(): void {
    this.#record.nudges.push(this.#options.timeline.now());
    this.connect();
  }

  #nudge(input: { readonly type: "network"; readonly online: boolean } | { readonly type: "resumed" }): void {
    this.#record.nudges.push(this.#options.timeline.now());
    this.#driver.input(input);
  }

  #publish(): void {
    const request = ++this.#requests;
    const { random } = this.#options;
    const channel = random.pick(channels);
    this.#record.publishes.set(request, { channel, publishId: undefined, outcomes: [] });
    const tags = { kind: random.pick(["odd", "even"]) };
    const timeoutMs = random.chance(0.2) ? 3000 : null;
    this.#driver.command({
      type: "ask",
      request,
      body: { type: "publish", channel, data: request, tags },
      bytes: 200,
      timeoutMs,
    });
  }

  #subscribe(): void {
    const { random } = this.#options;
    const subscription = ++this.#subscriptions;
    const filtered = random.chance(0.4);
    const presence = !this.#watchesLobby && random.chance(0.3);
    const channel = presence ? lobby : random.pick(channels);
    this.#watchesLobby ||= presence;
    const deliveries = { channel, filtered: filtered && !presence, start: undefined, state: undefined, deliveries: [] };
    this.#record.subscriptions.set(subscription, deliveries);
    const options = presence
      ? { mode: ["message" as const, "presence" as const] }
      : filtered
        ? { filter: { "tags.kind": { eq: "odd" } } }
        : {};
    this.#driver.command({ type: "subscribe", subscription, channel, options });
  }

  #unsubscribe(subscription: number): void {
    if (this.#record.subscriptions.get(subscription)?.channel === lobby) return;
    this.#driver.command({ type: "unsubscribe", subscription });
  }

  #bePresent(): void {
    const { random } = this.#options;
    const request = ++this.#requests;
    const action = random.pick(["enter", "update", "leave"] as const);
    const data = action === "leave" ? {} : { data: { n: request } };
    const body = { type: "presence", channel: lobby, action, ...data } as const;
    this.#driver.command({ type: "ask", request, body, timeoutMs: null });
  }

  #ask(): void {
    const request = ++this.#requests;
    const { random } = this.#options;
    if (random.chance(0.5)) {
      const body = { type: "history", channel: random.pick(channels), count: 5 } as const;
      this.#driver.command({ type: "ask", request, body, timeoutMs: 5000 });
    } else {
      const body = { type: "request", method: "health.get" } as const;
      this.#driver.command({ type: "ask", request, body, timeoutMs: 5000 });
    }
    if (random.chance(0.2)) this.#driver.command({ type: "cancel", request });
  }

  #dial(): Line | undefined {
    const { timeline, random, server } = this.#options;
    if (!server.up) return undefined;
    const line = new Line({ timeline, random, weather });
    server.accept(line);
    return line;
  }
}
