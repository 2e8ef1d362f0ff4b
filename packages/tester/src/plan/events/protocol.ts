import type { Channel, Json } from "@parlance/contract";
import type { Sample } from "../../connect/dialect.js";
import type { Scenario, ScenarioStep } from "../scenario.js";
import type { Reach } from "./reach.js";
import { listen } from "../listen.js";

/** Each sample is sent, and its answer waited for. */
export function samplesScenario(channel: Channel, { steps, address }: Reach, samples: readonly Sample[]): Scenario {
  const [open] = listen("a", address);
  const sends = samples.flatMap(({ message, frame, replies }): readonly ScenarioStep[] => [
    { do: "send", as: "a", message, frame },
    ...(replies.length === 1 && replies[0] !== undefined
      ? [{ do: "wait" as const, until: { frames: 1, message: replies[0], of: "a" } }]
      : [{ do: "wait" as const, until: { quietMs } }]),
  ]);
  return {
    kind: "reply",
    subject: channel.name,
    steps: [...steps, ...(open === undefined ? [] : [open]), ...sends, { do: "wait", until: { quietMs } }],
  };
}

/** Milliseconds in which an answer, or the end of the connection, has come. */
const quietMs = 60;

/** What nobody knows is sent; behind it the connection is still there for what somebody knows. */
export function nonsenseScenario(channel: Channel, { steps, address }: Reach, nonsense: Json | string): Scenario {
  return {
    kind: "protocol",
    subject: channel.name,
    steps: [
      ...steps,
      ...listen("a", address),
      { do: "send", as: "a", frame: nonsense },
      { do: "wait", until: { quietMs } },
    ],
  };
}
