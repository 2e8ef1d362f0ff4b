// Servers of the peers in one process, each on a port of its own: killed together and started together.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { now } from "../now.ts";
import { loadPeer, type PeerName } from "../peers/load-peer.ts";
import type { Peer } from "../peers/peer.ts";
import { encodeMessages, type Load } from "./encode-messages.ts";
import { serveCommands } from "./serve-commands.ts";

/** A contender: a peer's server that nobody else of the measurement uses. */
export interface Contender {
  readonly name: string;
  readonly peer: PeerName;
}

interface Serving {
  readonly peer: Peer;
  readonly server: Server;
  /** Of the newest client. */
  socket?: Socket;
}

const serving = new Map<string, Serving>();
let chunks: readonly Buffer[] = [];

const commands = {
  /** Makes the servers, but does not let them listen. */
  async load(contenders: readonly Contender[]): Promise<void> {
    for (const { name, peer } of contenders) serving.set(name, serve(await loadPeer(peer)));
  },

  /** Listens on a port for each contender, in their order; 0 is any free one. Tells the ports and since when. */
  async listen(ports: readonly number[]): Promise<{ readonly ports: readonly number[]; readonly since: number }> {
    const servers = [...serving.values()].map(({ server }) => server);
    const taken = await Promise.all(servers.map((server, index) => listen(server, ports[index] ?? 0)));
    return { ports: taken, since: now() };
  },

  /** Encodes what `blast` will write. Returns its bytes. */
  prepare({ name, load }: { readonly name: string; readonly load: Load }): number {
    chunks = encodeMessages(find(name).peer, load);
    return chunks.reduce((sum, { length }) => sum + length, 0);
  },

  /** Writes what was prepared to the client of a contender. */
  async blast(name: string): Promise<void> {
    const { socket } = find(name);
    if (socket === undefined) throw new Error(`${name} has no client.`);
    for (const chunk of chunks) if (!socket.write(chunk)) await once(socket, "drain");
  },
};

/** What this process does. */
export type PeerServers = typeof commands;

serveCommands(commands);

function serve(peer: Peer): Serving {
  const server = createServer((_, response) => response.end("yes"));
  const made: Serving = { peer, server };
  server.on("upgrade", (_, socket: Socket) => (made.socket = socket));
  peer.serve(server);
  return made;
}

function find(name: string): Serving {
  const found = serving.get(name);
  if (found === undefined) throw new Error(`This process does not serve ${name}.`);
  return found;
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen({ port, host: "127.0.0.1", backlog: 4096 });
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}
