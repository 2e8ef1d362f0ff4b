import type { Server } from "node:http";
import type { Message } from "../message.ts";

/** What a peer's client reports. */
export interface Listener {
  /** The payload of a message, parsed. */
  message(data: unknown): void;
  /** The client says that it is connected, the first time and after each reconnect. */
  connected(): void;
}

/** How a client is started. */
export interface ConnectOptions {
  readonly port: number;
  readonly listener: Listener;
  /** Whether payloads are validated; only ours can. */
  readonly validation: boolean;
}

/** A stock client that has connected. */
export interface PeerClient {
  close(): void;
}

/** One contender: its stock client with default options, and a server that is true to its protocol. */
export interface Peer {
  /** Resolves when the client is subscribed to the one channel. */
  connect(options: ConnectOptions): Promise<PeerClient>;
  /** Serves connections on the sockets of `server`, which the caller has made and lets listen. */
  serve(server: Server): void;
  /** The text of the frame that brings a message to a subscriber. Offsets begin at 1. */
  encode(message: Message, offset: number): string;
}

/** The name of the channel everywhere. */
export const channel = "bench";
