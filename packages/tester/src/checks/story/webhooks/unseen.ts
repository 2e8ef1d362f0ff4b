import type { Role } from "../../../plan/webhooks/roles.js";
import { type Deliveries, endpointAt } from "./deliveries.js";
import { missingRetries } from "./retries.js";
import { schemeFor } from "./trust.js";

/** What a story of many endpoints does not show, and why: nothing of that was tested. */
export function unseenOf(deliveries: Deliveries): readonly string[] {
  const { endpoints, setup, causes } = deliveries;
  if (causes.length === 0) return [`failing endpoints (${setup.trigger.operation.id} was refused)`];
  const roles: readonly [Role, string][] = [
    ["rotated", "rotation (no operation is known that replaces a secret)"],
    ["disabled", "disabled endpoints (no operation is known that disables one)"],
    ["deleted", "deleted endpoints (no operation is known that deletes one)"],
    ["stranger", "other tenants (the profile has no credential of one, or it was refused)"],
  ];
  const absent = roles.filter(([role]) => endpointAt(deliveries, role) === undefined).map(([, note]) => note);
  const retries = missingRetries(deliveries).map(({ role, failedMs, seenMs }) =>
    failedMs === undefined
      ? `${role} (the sender waits longer for an answer than the tester for the sender)`
      : `${role} (no second attempt within ${Math.round(seenMs / 1000)} s)`,
  );
  const attempts = endpoints.flatMap((each) => each.attempts);
  const unsigned =
    attempts.length > 0 && attempts.every((each) => schemeFor(each, deliveries) === undefined)
      ? ["signature (no known scheme is seen; the profile can name one)"]
      : endpoints.every(({ secret }) => secret === undefined)
        ? ["signature (no secret is known)"]
        : [];
  return [...absent, ...retries, ...unsigned];
}
