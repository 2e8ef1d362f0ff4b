// Messages a second that reach 1,000 subscribers each: our platform against a loop over the sockets of bare `ws`. The same
// process receives from both, in turns.
import { median } from "../../median.ts";
import { now } from "../now.ts";
import { Child } from "../processes/child.ts";
import type { Crowd } from "../processes/crowd.ts";
import type { FrontProcess } from "../processes/front.ts";
import type { Verdict } from "../../verdict.ts";

const subscribers = 1000;
/** Messages on their way at a time. */
const window = 10;
const atLeast = 0.8;

interface Started {
  readonly name: string;
  readonly front: Child<FrontProcess>;
  readonly crowd: Child<Crowd>;
  readonly samples: { readonly perSecond: number; readonly cpuUs: number }[];
}

/** Measures both and prints them. */
export async function measureFanOut(quick: boolean): Promise<readonly Verdict[]> {
  const rounds = quick ? 3 : 9;
  const messages = quick ? 50 : 200;
  await using children = new AsyncDisposableStack();
  const crowd = children.use(new Child<Crowd>("crowd"));
  const started: Started[] = [];
  for (const [name, file] of [
    ["ws", "ws"],
    ["parlance", "platform"],
  ] as const) {
    const front = children.use(new Child<FrontProcess>("front", [file]));
    const door = await front.call("open", { subscribed: true });
    await crowd.call("enter", { door, first: 0, clients: subscribers });
    started.push({ name, front, crowd, samples: [] });
  }
  // The first round warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const { front, samples } of started) {
      const sample = await measure({ front, crowd, first: round * messages, messages });
      if (round > 0) samples.push(sample);
    }
  }
  return report(started);
}

async function measure(options: {
  readonly front: Child<FrontProcess>;
  readonly crowd: Child<Crowd>;
  readonly first: number;
  readonly messages: number;
}): Promise<{ readonly perSecond: number; readonly cpuUs: number }> {
  const { front, crowd, first, messages } = options;
  await crowd.call("calm", null);
  await front.call("cpu", null);
  const began = now();
  for (let sent = 0; sent < messages; sent += window) {
    const arrived = crowd.call("expect", window * subscribers);
    await Promise.all([front.call("publish", { first: first + sent, count: window }), arrived]);
  }
  const perSecond = (messages / (now() - began)) * 1000;
  return { perSecond, cpuUs: (await front.call("cpu", null)) / messages / subscribers };
}

function report(started: readonly Started[]): readonly Verdict[] {
  const base = started[0]?.samples ?? [];
  console.log(
    `\n${`fan-out to ${subscribers}`.padEnd(28)}${"msg/s".padStart(9)}${"ratio".padStart(8)}${"µs CPU".padStart(9)}`,
  );
  return started.flatMap(({ name, samples }) => {
    const ratio = median(samples.map(({ perSecond }, round) => perSecond / (base[round]?.perSecond ?? Number.NaN)));
    const rate = median(samples.map(({ perSecond }) => perSecond));
    const cpu = median(samples.map(({ cpuUs }) => cpuUs));
    console.log(
      `${name.padEnd(28)}${rate.toFixed(0).padStart(9)}${ratio.toFixed(2).padStart(8)}${cpu.toFixed(2).padStart(9)}`,
    );
    if (name !== "parlance") return [];
    return [
      { about: `fan-out to ${subscribers}: messages/s against ws`, measured: ratio, bar: { atLeast }, unit: "×" },
    ];
  });
}
