import { listen } from "../listen.js";
import type { Scenario, ScenarioStep } from "../scenario.js";
import { after, before, between, type Schedule } from "./schedules.js";
import { emitted, listener, reference, type Source } from "./source.js";

/**
 * Messages come before a cut, while the listener is away, and after it went on. Another listener is never cut, and shows what was
 * published.
 */
export function cutScenario(source: Source, { over, cut, again, forged, twice }: Schedule): Scenario {
  const { address: to } = source;
  const resume = forged === true ? "forged" : true;
  const goOn = { do: "open", as: listener, over, credential: "valid", at: to, resume } as const;
  // What the cut did not reach yet is cut off anyway before the listener comes back.
  const cutOff: ScenarioStep = { do: "cut", as: listener, how: cut.how };
  return {
    kind: "resume",
    subject: to.channel,
    steps: [
      ...source.before,
      ...listen(reference, to),
      ...listen(listener, to, { over }),
      { ...cutOff, after: cut.after },
      ...emitted(source, 0, before),
      cutOff,
      ...emitted(source, before, between),
      ...(again === undefined ? [] : [{ ...goOn, cut: again }, cutOff]),
      goOn,
      ...(twice === true ? [{ do: "subscribe", as: listener, to } as const] : []),
      ...emitted(source, before + between, after),
      { do: "wait", until: { caughtUp: reference, of: listener } },
    ],
  };
}
