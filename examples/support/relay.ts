import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A line to the platform that a program can cut. */
export interface Relay extends AsyncDisposable {
  readonly url: string;
  /** Breaks every connection, keeps the line dead while `meanwhile` runs, and lets new connections through afterwards. */
  cut(meanwhile: () => Promise<void>): Promise<void>;
}

/** Passes bytes on between whoever connects and the platform at `to`. */
export async function startRelay(to: string): Promise<Relay> {
  const { hostname, port } = new URL(to);
  const sockets = new Set<Socket>();
  let dead = false;
  const server = createServer((near) => {
    if (dead) return near.destroy();
    const far = connect(Number(port), hostname);
    for (const [socket, other] of [[near, far] as const, [far, near] as const]) {
      sockets.add(socket);
      socket.pipe(other);
      // A broken half breaks the other; that is all there is to say about it.
      socket.on("error", () => other.destroy()).on("close", () => sockets.delete(socket) && other.destroy());
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const breakAll = (): void => sockets.forEach((each) => each.resetAndDestroy());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async cut(meanwhile) {
      dead = true;
      breakAll();
      await meanwhile();
      dead = false;
    },
    async [Symbol.asyncDispose]() {
      breakAll();
      server.close();
      await once(server, "close");
    },
  };
}
