import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Verdict } from "../../verdict.ts";
import type { Caller } from "../processes/caller.ts";
import { ForeignChild } from "../processes/foreign-child.ts";
import type { PeerClients } from "../processes/peer-client.ts";
import { receiveInTurns, type Way } from "./receive-in-turns.ts";

const atMost = 2;
const runPython = fileURLToPath(new URL("../../../scripts/python.ts", import.meta.url));
const binaries = fileURLToPath(new URL("../../../.parlance/bench/", import.meta.url));

/**
 * Measures what receiving costs Python's and Go's clients, each against its language's bare WebSocket and JSON. The bare ones read
 * batches too, for which there is no bar.
 *
 * @throws Error when there is no Python or no Go.
 */
export async function measureReceiveLanguages(quick: boolean): Promise<readonly Verdict[]> {
  const binary = buildGo();
  const go = (contender: string) => (): Caller<PeerClients> => new ForeignChild<PeerClients>([binary, contender]);
  return [
    ...(await receiveInTurns("receive, Python", waysOf("websockets + json", pythonStarts), quick)),
    ...(await receiveInTurns(
      "receive, Go",
      waysOf("coder/websocket + encoding/json", {
        bare: go("coder"),
        bareBatched: go("coder-batched"),
        parlance: go("parlance"),
      }),
      quick,
    )),
  ];
}

/** The processes of a language's clients. */
interface Starts {
  bare(): Caller<PeerClients>;
  bareBatched(): Caller<PeerClients>;
  parlance(): Caller<PeerClients>;
}

const pythonStarts: Starts = {
  bare: () => python("websockets_json"),
  bareBatched: () => python("websockets_json", "--batched"),
  parlance: () => python("parlance_client"),
};

function waysOf(bare: string, { bare: startBare, bareBatched, parlance }: Starts): readonly Way[] {
  return [
    { name: bare, peer: "ws", batch: 1, start: startBare },
    { name: "parlance", peer: "parlance", batch: 1, atMost, start: parlance },
    { name: "parlance, batches of 50", peer: "parlance", batch: 50, atMost, start: parlance },
    { name: `${bare}, batches of 50`, peer: "ws", batch: 50, start: bareBatched },
  ];
}

function python(program: string, ...args: readonly string[]): Caller<PeerClients> {
  const file = fileURLToPath(new URL(`../python/${program}.py`, import.meta.url));
  return new ForeignChild<PeerClients>([process.execPath, runPython, "python", file, ...args]);
}

function buildGo(): string {
  mkdirSync(binaries, { recursive: true });
  const cwd = fileURLToPath(new URL("../go", import.meta.url));
  const binary = `${binaries}receive`;
  execFileSync("go", ["build", "-o", binary, "."], { cwd, stdio: "inherit" });
  return binary;
}
