import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Caller } from "../processes/caller.ts";
import { ForeignChild } from "../processes/foreign-child.ts";
import type { PeerClients } from "../processes/peer-client.ts";
import type { Way } from "./receive-in-turns.ts";

/** The bar of both languages: CPU as a multiple of the base line's. */
const atMost = 2;
const runPython = fileURLToPath(new URL("../../../scripts/python.ts", import.meta.url));
const binaries = fileURLToPath(new URL("../../../.parlance/bench/", import.meta.url));

/** Starts the process of a client. */
type Start = () => Caller<PeerClients>;

/** Python's ways of receiving; the base line is the first. */
export function pythonWays(): readonly Way[] {
  return waysOf("websockets + json", {
    bare: python("websockets_json"),
    bareBatched: python("websockets_json", "--batched"),
    parlance: python("parlance_client"),
  });
}

/** Go's ways of receiving; the base line is the first. Throws what the compiler says if the program cannot be built. */
export function goWays(): readonly Way[] {
  const binary = buildGo();
  const go =
    (contender: string): Start =>
    () =>
      new ForeignChild<PeerClients>([binary, contender]);
  return waysOf("coder/websocket + encoding/json", {
    bare: go("coder"),
    bareBatched: go("coder-batched"),
    parlance: go("parlance"),
  });
}

/** The bare ones read batches too, for which there is no bar. */
function waysOf(bare: string, starts: Readonly<Record<"bare" | "bareBatched" | "parlance", Start>>): readonly Way[] {
  return [
    { name: bare, peer: "ws", batch: 1, start: starts.bare },
    { name: "parlance", peer: "parlance", batch: 1, atMost, start: starts.parlance },
    { name: "parlance, batches of 50", peer: "parlance", batch: 50, atMost, start: starts.parlance },
    { name: `${bare}, batches of 50`, peer: "ws", batch: 50, start: starts.bareBatched },
  ];
}

function python(program: string, ...args: readonly string[]): Start {
  const file = fileURLToPath(new URL(`../python/${program}.py`, import.meta.url));
  return () => new ForeignChild<PeerClients>([process.execPath, runPython, "python", file, ...args]);
}

function buildGo(): string {
  mkdirSync(binaries, { recursive: true });
  const cwd = fileURLToPath(new URL("../go", import.meta.url));
  const binary = `${binaries}receive`;
  execFileSync("go", ["build", "-o", binary, "."], { cwd, stdio: "inherit" });
  return binary;
}
