import type { Verdict } from "../../verdict.ts";
import { receiveInTurns, type Way } from "./receive-in-turns.ts";

const ways: readonly Way[] = [
  { name: "ws + JSON.parse", peer: "ws", batch: 1 },
  { name: "parlance", peer: "parlance", batch: 1, atMost: 1.6 },
  { name: "parlance, batches of 50", peer: "parlance", batch: 50, atMost: 1 },
  { name: "parlance, validated", peer: "parlance", batch: 1, validation: true, atMost: 2.2 },
  { name: "centrifuge", peer: "centrifuge", batch: 1 },
  { name: "centrifuge, batches of 50", peer: "centrifuge", batch: 50 },
  { name: "phoenix", peer: "phoenix", batch: 1 },
  { name: "socket.io", peer: "socket.io", batch: 1 },
  { name: "pusher-js", peer: "pusher-js", batch: 1 },
  { name: "ably", peer: "ably", batch: 1 },
];

/** Measures what receiving costs TypeScript's client and its peers. */
export async function measureReceive(quick: boolean): Promise<readonly Verdict[]> {
  return receiveInTurns("receive", ways, quick);
}
