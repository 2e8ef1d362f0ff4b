// Many bare sockets in one process, which speak no more WebSocket than they must: they count the frames that come.
import { connect, type Socket } from "node:net";
import { clientFrame } from "../frames.ts";
import { FrameCounter } from "./frame-counter.ts";
import type { Door } from "./front.ts";
import { hello } from "./hello.ts";
import { serveCommands } from "./serve-commands.ts";

interface Entering {
  readonly door: Door;
  readonly first: number;
  readonly clients: number;
}

/** How many come at a time. */
const atOnce = 100;
const sockets: Socket[] = [];
let missing = 0;
let arrived = (): void => undefined;

const commands = {
  /** Lets so many more clients in, users from the given number on. */
  async enter({ door, first, clients }: Entering): Promise<void> {
    const last = first + clients;
    for (let from = first; from < last; from += atOnce) {
      const some = Array.from({ length: Math.min(atOnce, last - from) }, (_, index) => enter(door, from + index));
      await Promise.all(some);
    }
  },

  /** Resolves when so many frames have come, over all sockets; counted from the call on. */
  expect(frames: number): Promise<void> {
    missing += frames;
    if (missing <= 0) return Promise.resolve();
    return new Promise((resolve) => (arrived = resolve));
  },

  /** Forgets what came uncounted. */
  calm(_: null): void {
    missing = 0;
  },

  /** Lets everyone go. */
  leave(_: null): void {
    for (const socket of sockets.splice(0)) socket.destroy();
  },
};

/** What this process does. */
export type Crowd = typeof commands;

serveCommands(commands);

async function enter(door: Door, index: number): Promise<void> {
  const socket = connect({ port: door.port, host: "127.0.0.1" });
  sockets.push(socket);
  const counter = new FrameCounter();
  const { application, subscribed } = door;
  await new Promise<void>((resolve, reject) => {
    let waiting = door.frames;
    let upgraded = false;
    socket.on("error", reject);
    let last = "";
    socket.on("close", () => reject(new Error(`The server closed connection ${index}: ${last}`)));
    socket.on("data", (data) => {
      if (waiting > 0) last = data.toString();
      const frames = counter.count(data);
      if (!upgraded && counter.upgraded) {
        upgraded = true;
        if (application !== null) socket.write(clientFrame(hello(application, index, subscribed)));
      }
      if (!upgraded) return;
      if (waiting < 0) return countDown(frames);
      waiting -= frames;
      if (waiting > 0) return;
      waiting = -1;
      resolve();
    });
    socket.write(upgradeRequest(door));
  });
}

function countDown(frames: number): void {
  missing -= frames;
  if (missing > 0 || frames === 0) return;
  arrived();
}

function upgradeRequest({ path, protocol }: Door): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    "Host: 127.0.0.1",
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...(protocol === null ? [] : [`Sec-WebSocket-Protocol: ${protocol}`]),
  ];
  return `${lines.join("\r\n")}\r\n\r\n`;
}
