// When 10,000 clients come back to a server that was restarted, in virtual time: our session machine with 10,000 seeds, and the
// waits of peers by their own code. No socket, so it does not depend on the machine.
import { phoenixArrival, socketIoArrival } from "../arrivals/peers.ts";
import { parlanceArrival } from "../arrivals/parlance.ts";
import { median } from "../../median.ts";
import type { Verdict } from "../../verdict.ts";

const clients = 10_000;
const binMs = 100;
const shownBins = 60;
const bars = " ▁▂▃▄▅▆▇█";
const outages = [1000, 8000];

const hint = { minMs: 400, maxMs: 20_000 };
/** What a server would say that 10,000 clients at once are too many for: `ws` accepts about 500 in 100 ms. */
const wideHint = { minMs: 5000, maxMs: 60_000 };
/** Of all clients, in the fullest 100 ms. */
const atMost = { hint: 30, wideHint: 5 };

/** Computes and prints the histograms. */
export async function measureArrivals(_quick: boolean): Promise<readonly Verdict[]> {
  return outages.flatMap((outageMs) => {
    const seconds = outageMs / 1000;
    console.log(`\n${clients} clients after ${seconds} s; a column is ${binMs} ms`);
    const own = show("parlance", (seed) => parlanceArrival(seed, { outageMs, retry: hint }));
    const wide = show("parlance, hint 5–60 s", (seed) => parlanceArrival(seed, { outageMs, retry: wideHint }));
    show("socket.io", () => socketIoArrival(outageMs));
    show("phoenix", () => phoenixArrival(outageMs));
    const about = `arrivals after ${seconds} s: share of the fullest 100 ms`;
    return [
      { about, measured: own, bar: { atMost: atMost.hint }, unit: "%" },
      { about: `${about}, hint`, measured: wide, bar: { atMost: atMost.wideHint }, unit: "%" },
    ];
  });
}

/** Prints a line and returns the share of the fullest bin in per cent. */
function show(name: string, arrival: (seed: number) => number): number {
  const arrivals = Array.from({ length: clients }, (_, seed) => arrival(seed));
  const bins: number[] = [];
  for (const at of arrivals) {
    const bin = Math.floor(at / binMs);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const fullest = Math.max(...Object.values(bins));
  const share = (fullest / clients) * 100;
  const shown = Array.from({ length: Math.min(bins.length, shownBins) }, (_, bin) =>
    bars.charAt(Math.ceil(((bins[bin] ?? 0) / fullest) * (bars.length - 1))),
  );
  const figures = `median ${median(arrivals).toFixed(0)} ms, last ${Math.max(...arrivals).toFixed(0)} ms, fullest ${share.toFixed(1)} %`;
  console.log(`${name.padEnd(24)}${figures}\n  ${shown.join("")}${bins.length > shownBins ? "…" : ""}`);
  return share;
}
