import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measure, type Usage } from "./measure.ts";
import { peers } from "./peers/peers.ts";
import { printUsage } from "./print-usage.ts";

const installations = fileURLToPath(new URL("../../.parlance/bench/generate", import.meta.url));
/** Characters of a peer's last words that are shown. */
const shown = 300;

/** What the other generators are measured with. */
export interface PeerOptions {
  readonly document: string;
  /** Where SDKs are put. */
  readonly folder: string;
  readonly heyApi: Usage;
}

/** Measures the other generators, once each, and prints it. One that cannot be installed or fails is listed with its reason. */
export async function measurePeers({ document, folder, heyApi }: PeerOptions): Promise<void> {
  for (const [index, peer] of peers.entries()) {
    const generation = { document, out: join(folder, `peer-${index}`), installed: join(installations, peer.folder) };
    let trouble = "cannot be installed";
    try {
      await peer.install(generation.installed);
      trouble = "fails";
      mkdirSync(generation.out);
      printUsage(peer.name, await measure(peer.program(generation)), heyApi);
    } catch (error) {
      console.log(`${peer.name.padEnd(36)} ${trouble}: ${lastWords(error)}`);
    }
  }
}

function lastWords(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return words.trim().replaceAll(/\s+/gu, " ").slice(-shown);
}
