import type { Socket } from "node:net";
import { isUpgrade, readHead, writeHead } from "./http-head.js";

/** What reads a head of HTTP and what follows it. */
export interface AfterHead {
  /** Passes the head on. */
  readonly pass: (head: Buffer) => void;
  /** Gives what takes the rest, by whether the head speaks of a WebSocket. */
  readonly rest: (upgrade: boolean) => (bytes: Buffer) => void;
}

/** Passes the head of an HTTP message on, and hands over what comes behind it. Compression is kept out: it hides frames. */
export function afterHead(source: Socket, { pass, rest }: AfterHead): void {
  let buffered: Buffer = Buffer.alloc(0);
  const onData = (chunk: Buffer): void => {
    buffered = Buffer.concat([buffered, chunk]);
    const head = readHead(buffered);
    if (head === undefined) return;
    source.off("data", onData);
    pass(writeHead(head, /^sec-websocket-extensions:/i));
    const take = rest(isUpgrade(head));
    source.on("data", take);
    if (head.rest.length > 0) take(head.rest);
  };
  source.on("data", onData);
}
