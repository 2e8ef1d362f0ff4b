import type { JsonObject } from "@parlance/contract";
import { type Connection, type Hub, type Link, OutgoingFrame } from "@parlance/platform/testing";
import type { Attach } from "./attach.ts";
import { isObject } from "./edits.ts";
import type { Frame, Peer } from "./fault.ts";

/** Puts hooks that ask for the fault each time between connections and their clients, and before the gate. */
export function attachHub(hub: Hub, active: Attach): void {
  const connect = hub.connect.bind(hub);
  hub.connect = (link) => {
    const peer = new LinkPeer(link);
    const connection = connect(new FaultyLink(link, { peer, active }));
    peer.connection = connection;
    const receive = connection.receive.bind(connection);
    connection.receive = (value) => {
      const hook = active.hooks().receive;
      const frames = hook === undefined || !isObject(value) ? [value] : hook(value, peer);
      for (const frame of frames) receive(frame);
    };
    return connection;
  };
  attachGate(hub.gate, active);
}

function attachGate(gate: Hub["gate"], { hooks, admin }: Attach): void {
  const authenticate = gate.authenticate.bind(gate);
  const subscribe = gate.subscribe.bind(gate);
  gate.authenticate = (token) => authenticate(hooks().identify?.(token) === true ? admin() : token);
  gate.subscribe = async (request) =>
    subscribe(hooks().permit?.(request) === true ? { ...request, identity: await authenticate(admin()) } : request);
}

/** The other end of a link. */
class LinkPeer implements Peer {
  connection: Connection | undefined;
  readonly #link: Link;

  constructor(link: Link) {
    this.#link = link;
  }

  get id(): string {
    return this.connection?.id ?? "";
  }

  get project(): string | undefined {
    return this.connection?.isOpen === true ? this.connection.project : undefined;
  }

  send(frame: Frame): void {
    this.#link.send(outgoing(frame));
  }

  end(message: string): void {
    this.connection?.end("bad_frame", { message });
  }
}

/** A link that sends what the fault makes of it. */
class FaultyLink implements Link {
  readonly #link: Link;
  readonly #peer: Peer;
  readonly #active: Attach;

  constructor(link: Link, { peer, active }: { readonly peer: Peer; readonly active: Attach }) {
    this.#link = link;
    this.#peer = peer;
    this.#active = active;
  }

  get transport(): Link["transport"] {
    return this.#link.transport;
  }

  get bufferedBytes(): number {
    return this.#link.bufferedBytes;
  }

  get sentBytes(): number {
    return this.#link.sentBytes;
  }

  send(frame: OutgoingFrame): void {
    const { send } = this.#active.hooks();
    if (send === undefined) this.#link.send(frame);
    else for (const each of send(frame.frame as unknown as JsonObject, this.#peer)) this.#peer.send(each);
  }

  cut(): void {
    this.#link.cut?.();
  }

  close(code: number, reason: string): void {
    this.#link.close(this.#active.hooks().close?.(code) ?? code, reason);
  }
}

function outgoing(frame: Frame): OutgoingFrame {
  return new OutgoingFrame(frame as unknown as OutgoingFrame["frame"]);
}
