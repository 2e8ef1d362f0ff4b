import type { Scenario, ScenarioStep } from "../scenario.js";
import { after, before, between, type Schedule } from "./schedules.js";
import { emitted, listener, reference, type Source } from "./source.js";

/**
 * Messages come before a cut, while the listener is away, and after it went on. Another listener is never cut, and shows what was
 * published.
 */
export function cutScenario(source: Source, { over, cut, again, forged, twice }: Schedule): Scenario {
  const { address: to } = source;
  const open = { do: "open", as: listener, over, credential: "valid", at: to } as const;
  const goOn = { ...open, resume: forged === true ? "forged" : true } as const;
  // What the cut did not reach yet is cut off anyway before the listener comes back.
  const cutOff: ScenarioStep = { do: "cut", as: listener, how: cut.how };
  return {
    kind: "resume",
    subject: to.channel,
    steps: [
      ...source.before,
      ...listening(reference, source),
      open,
      { do: "subscribe", as: listener, to },
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

/** Opens a connection that stays, and subscribes. */
export function listening(as: string, { address: to }: Source): readonly ScenarioStep[] {
  return [
    { do: "open", as, over: "websocket", credential: "valid", at: to },
    { do: "subscribe", as, to },
  ];
}
