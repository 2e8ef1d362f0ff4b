import type { LookupAddress } from "node:dns";
import { Resolver } from "node:dns/promises";

/** Whose addresses are wanted, and of whom they are asked. */
export interface HostQuery {
  readonly host: string;
  /** Ends the query; nothing of it goes on. */
  readonly signal: AbortSignal;
  /** Name servers, each an address with its port. Default: the machine's. */
  readonly servers?: readonly string[];
}

/** `localhost` and what is below it are this machine and are never asked for (RFC 6761, section 6.3). */
const thisMachine: readonly LookupAddress[] = [
  { address: "127.0.0.1", family: 4 },
  { address: "::1", family: 6 },
];

/**
 * The addresses that DNS has of a host, those of IPv4 first. Rejects with the error of `node:dns` where it has none, `ECANCELLED` when
 * the signal ends it, and the signal's reason when that has ended it before.
 *
 * Not `dns.lookup`: that holds one of the few threads by which files are read too, until the name server answers or the operating
 * system gives up, and nothing can end it. Names that their owners leave without an answer would hold up everybody.
 */
export async function resolveHost({ host, signal, servers }: HostQuery): Promise<readonly LookupAddress[]> {
  if (/(?:^|\.)localhost\.?$/iu.test(host)) return thisMachine;
  signal.throwIfAborted();
  const resolver = new Resolver();
  if (servers !== undefined) resolver.setServers(servers);
  const end = () => resolver.cancel();
  signal.addEventListener("abort", end);
  try {
    const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    if (four.status === "rejected" && six.status === "rejected") throw four.reason;
    return [...addresses(four, 4), ...addresses(six, 6)];
  } finally {
    signal.removeEventListener("abort", end);
  }
}

function addresses(answer: PromiseSettledResult<readonly string[]>, family: 4 | 6): readonly LookupAddress[] {
  return answer.status === "fulfilled" ? answer.value.map((address) => ({ address, family })) : [];
}
