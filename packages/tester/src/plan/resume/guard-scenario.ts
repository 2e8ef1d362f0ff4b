import type { CredentialClass } from "../case.js";
import { listen } from "../listen.js";
import type { Scenario, ScenarioStep, Transport } from "../scenario.js";
import { emitted, listener, reference, type Source, stranger } from "./source.js";

/** Credentials with which nobody takes up another's connection. */
export const thieves = [
  "otherTenant",
  "revoked",
  "expired",
  "unscoped",
  "forged",
] as const satisfies readonly CredentialClass[];

/**
 * A listener comes back with another credential, while messages wait for it. Where it is let in because it is another tenant's, that
 * tenant publishes too, which must come, so that what does not come is seen not to.
 */
export function guardScenario(source: Source, over: Transport, credential: (typeof thieves)[number]): Scenario {
  const { address: to } = source;
  // It may be let in and yet not to this channel, which is an answer of its own.
  const answered: readonly ScenarioStep[] =
    credential === "unscoped" ? [{ do: "wait", until: { replies: 1, of: listener } }] : [];
  const theirs = { do: "publish", as: stranger, to, data: { mark: "of another tenant" } } as const;
  return {
    kind: "resume",
    subject: to.channel,
    steps: [
      ...source.before,
      ...listen(reference, to),
      ...listen(listener, to, { over }),
      ...answered,
      ...emitted(source, 0, 1),
      { do: "cut", as: listener, how: "reset" },
      ...emitted(source, 1, 1),
      { do: "open", as: listener, over, credential, at: to, resume: true },
      ...answered,
      ...emitted(source, 2, 1),
      ...(credential === "otherTenant"
        ? ([
            { do: "open", as: stranger, over: "websocket", credential, at: to },
            theirs,
            { do: "wait", until: { events: 1, of: listener } },
          ] as const)
        : []),
    ],
  };
}
