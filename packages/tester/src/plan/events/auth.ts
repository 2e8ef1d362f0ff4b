import type { Channel } from "@parlance/contract";
import type { Abilities } from "../../connect/dialect.js";
import type { CredentialClass } from "../case.js";
import type { Json } from "@parlance/contract";
import type { Scenario } from "../scenario.js";
import { listen } from "../listen.js";
import type { Reach } from "./reach.js";

/** Milliseconds in which what must not come would come. */
const quietMs = 60;

/** Somebody opens a connection and subscribes with a credential that must not do, and listens to what somebody else publishes. */
export function authScenario(
  credential: CredentialClass,
  {
    steps,
    address,
    channel,
    abilities,
    payload,
  }: Reach & {
    readonly channel: Channel;
    readonly abilities: Abilities;
    readonly payload: Json | undefined;
  },
): Scenario {
  const publishes = abilities.publish && payload !== undefined;
  return {
    kind: "auth",
    subject: channel.name,
    steps: [
      ...steps,
      ...(publishes ? listen("a", address) : []),
      ...listen("stranger", address, { credential }),
      ...(publishes
        ? [
            { do: "publish" as const, as: "a", to: address, data: payload },
            { do: "wait" as const, until: { quietMs } },
          ]
        : []),
    ],
  };
}
