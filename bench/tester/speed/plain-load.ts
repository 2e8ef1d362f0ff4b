import { Pool } from "undici";
import { between, processUsage } from "../process-usage.ts";
import type { RecordedRequest } from "./recorded-request.ts";
import type { Served } from "./served.ts";

/** As many as the tester has. */
const connections = 16;

/** What a server makes of requests that nobody thinks about. */
export interface Loaded {
  readonly perSecond: number;
  readonly serverCpuMs: number;
}

/** Sends requests as fast as they are answered, and reads the answers to their end. */
export async function plainLoad(served: Served, requests: readonly RecordedRequest[]): Promise<Loaded> {
  const pool = new Pool(served.url, { connections });
  const waiting = [...requests].values();
  const before = processUsage(served.pid);
  const began = performance.now();
  const worker = async () => {
    for (const { method, path, headers, body } of waiting) {
      // A server may close the connection on a body that is too large before all of it was sent.
      const answer = await pool.request({ method, path, headers: [...headers], body }).catch(() => undefined);
      await answer?.body.dump();
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - began) / 1000;
  await pool.close();
  const { cpuMs } = between(before, processUsage(served.pid));
  return { perSecond: requests.length / seconds, serverCpuMs: cpuMs / requests.length };
}
