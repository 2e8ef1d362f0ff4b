// Stock clients of one peer in a process of their own, so that its CPU is theirs alone.
import { now } from "../now.ts";
import { loadPeer, type PeerName } from "../peers/load-peer.ts";
import { serveCommands } from "./serve-commands.ts";

/** The CPU of receiving, and the last payload as a proof that they came. */
export interface Received {
  /** User and system CPU, in microseconds. */
  readonly cpuUs: number;
  readonly wallMs: number;
  readonly last: unknown;
}

const connectedAt: number[] = [];
let missing = 0;
let last: unknown;
let arrived = (): void => undefined;
let receiving: Promise<Received> | undefined;

const commands = {
  /** Connects and subscribes so many clients. */
  async connect(to: {
    readonly peer: PeerName;
    readonly port: number;
    readonly clients: number;
    readonly validation: boolean;
  }): Promise<void> {
    const peer = await loadPeer(to.peer);
    const clients = Array.from({ length: to.clients }, (_, index) => {
      const listener = { message: count, connected: () => void (connectedAt[index] = now()) };
      return peer.connect({ ...to, listener });
    });
    await Promise.all(clients);
  },

  /** Begins to measure: until so many messages have come. */
  arm(messages: number): void {
    missing = messages;
    const before = process.cpuUsage();
    const began = now();
    receiving = new Promise((resolve) => {
      arrived = () => {
        const { user, system } = process.cpuUsage(before);
        resolve({ cpuUs: user + system, wallMs: now() - began, last });
      };
    });
  },

  /** What was measured, when it has come. */
  async received(_: null): Promise<Received | undefined> {
    return receiving;
  },

  /** When each client connected the last time, in milliseconds since 1970. */
  connectedAt: (_: null): readonly number[] => connectedAt,
};

/** What this process does. */
export type PeerClients = typeof commands;

serveCommands(commands);

function count(data: unknown): void {
  last = data;
  if (--missing === 0) arrived();
}
