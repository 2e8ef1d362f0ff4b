import type { Peer } from "./peer.ts";

/** The contenders, each in a file of its own that is loaded alone, so that a process holds no other's code. */
const peers = {
  ws: () => import("./ws.ts"),
  parlance: () => import("./parlance.ts"),
  centrifuge: () => import("./centrifuge.ts"),
  "socket.io": () => import("./socket-io.ts"),
  phoenix: () => import("./phoenix.ts"),
  "pusher-js": () => import("./pusher.ts"),
  ably: () => import("./ably.ts"),
} satisfies Readonly<Record<string, () => Promise<{ readonly peer: Peer }>>>;

/** The name of a contender. */
export type PeerName = keyof typeof peers;

/** All names. */
export const peerNames = Object.keys(peers) as readonly PeerName[];

/** Loads one contender. */
export async function loadPeer(name: PeerName): Promise<Peer> {
  return (await peers[name]()).peer;
}
