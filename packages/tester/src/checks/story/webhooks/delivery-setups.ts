import type { Contract, Operation, Webhook } from "@parlance/contract";
import { webhookTriggers } from "../../../plan/webhooks/causes.js";
import { registrationOf } from "../../../plan/webhooks/registration.js";
import { matches } from "../../../profile/matches.js";
import type { Profile } from "../../../profile/profile.js";
import type { DeliverySetup } from "./deliveries.js";

/** What is known of a webhook, or why too little is known to test it. */
type Found = { readonly setup: DeliverySetup } | { readonly missing: string };

/** Finds out how webhooks are caused and where endpoints for them are registered, by their names. */
export function deliverySetups(
  webhooks: readonly Webhook[],
  options: {
    readonly contract: Contract;
    readonly profile: Profile;
    readonly eventMs: number;
  },
): ReadonlyMap<string, Found> {
  const { contract, profile, eventMs } = options;
  const isSkipped = ({ id }: Operation) => profile.skip.some((each) => matches(each, id));
  const registered = registrationOf(contract, profile.webhooks);
  if ("missing" in registered) return new Map(webhooks.map(({ name }) => [name, registered]));
  const { registration } = registered;
  if (isSkipped(registration.create))
    return new Map(webhooks.map(({ name }) => [name, { missing: `${registration.create.id} is skipped` }]));
  const triggers = webhookTriggers(webhooks, { contract, operations: contract.operations, profile });
  return new Map(
    webhooks.map((webhook): readonly [string, Found] => {
      const { name } = webhook;
      const trigger = triggers.get(name);
      if (trigger === undefined)
        return [name, { missing: "no operation is known that causes it; the profile can name one" }];
      if (registration.events?.accepts(name) === false)
        return [name, { missing: `${registration.create.id} does not take its name` }];
      if (isSkipped(trigger.operation))
        return [name, { missing: `${trigger.operation.id}, which causes it, is skipped` }];
      return [name, { setup: { contract, webhook, trigger, registration, profile: profile.webhooks ?? {}, eventMs } }];
    }),
  );
}
