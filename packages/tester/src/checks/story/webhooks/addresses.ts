import { insideAddresses } from "../../../plan/webhooks/address-scenario.js";
import { registerName } from "../../../plan/webhooks/endpoints.js";
import { isSuccess } from "../../../run/exchange.js";
import type { StoryFailure } from "../story-check.js";
import type { DeliveryCheck } from "./delivery-check.js";

/** Whether endpoints inside of networks are refused. */
export const addressChecks: readonly DeliveryCheck[] = [
  {
    id: "webhook-address",
    title: "No endpoint can be registered at an address inside of a network",
    source: "OWASP API Security 2023, API7",
    look: ({ story: { entries } }) =>
      insideAddresses.flatMap((url): readonly StoryFailure[] => {
        const index = entries.findIndex((each) => each.kind === "called" && each.name === registerName(url));
        const entry = entries[index];
        if (entry?.kind !== "called" || !isSuccess(entry.exchange)) return [];
        return [{ message: `An endpoint at ${url} was taken.`, entry: index }];
      }),
  },
];
