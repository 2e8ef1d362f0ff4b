import { fileURLToPath } from "node:url";
import { type Contract, readContract } from "@parlance/contract";
import type { Run } from "@parlance/tester";
import type { Fault } from "./fault.ts";
import { letLoose } from "./let-loose.ts";
import { startMutantServer } from "./mutant-server.ts";

/** What the tester says of a server. */
export interface Hunted {
  readonly verdict: Run["verdict"];
  /** Why the run is invalid. */
  readonly reason?: string;
  /** Ids of the checks that found something, sorted. */
  readonly checks: readonly string[];
  readonly findings: readonly { readonly check: string; readonly subject: string; readonly message: string }[];
  readonly flaky: number;
  readonly requests: number;
  readonly elapsedMs: number;
}

/** How the tester is let loose. */
export interface HuntOptions {
  readonly contract: Contract;
  /** Left out = the platform as it is. */
  readonly fault?: Fault;
  /** Default: the fault's. */
  readonly only?: readonly string[];
  /** Default 1. */
  readonly seed?: number;
}

/** The longest time that the tester gets for one server with a fault, and for the platform as it is. */
const [longestMs, wholeMs] = [60_000, 600_000];

/** The platform's own contract. */
export async function platformContract(): Promise<Contract> {
  const [openapi, asyncapi] = ["openapi", "asyncapi"].map((name) =>
    fileURLToPath(new URL(`../../../specs/${name}.yaml`, import.meta.url)),
  );
  const { contract } = await readContract({ openapi: [openapi ?? ""], asyncapi: [asyncapi ?? ""] });
  if (contract === undefined) throw new Error(`${openapi} and ${asyncapi} cannot be read.`);
  return contract;
}

/** Runs the tester on a fresh platform with a fault, with a credential of each class. */
export async function hunt({ contract, fault, seed = 1, only = fault?.only ?? ["*"] }: HuntOptions): Promise<Hunted> {
  const server = await startMutantServer();
  try {
    server.use(fault);
    const run = await letLoose(server, {
      contract,
      seed,
      only,
      signal: AbortSignal.timeout(fault === undefined ? wholeMs : longestMs),
    });
    return {
      verdict: run.verdict,
      ...(run.reason !== undefined && { reason: run.reason }),
      checks: [...new Set(run.findings.map(({ check }) => check))].toSorted(),
      findings: run.findings.map(({ check, subject, message }) => ({ check, subject, message })),
      flaky: run.flaky.length,
      requests: run.requests,
      elapsedMs: run.elapsedMs,
    };
  } finally {
    await server.close();
  }
}
