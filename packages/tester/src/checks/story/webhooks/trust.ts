import { schemeOf, type SignatureScheme, timestampOf, verifySignature } from "../../../webhooks/signature.js";
import type { StoryFailure } from "../story-check.js";
import { type Attempt, type Deliveries, endpointAt, type Endpoint } from "./deliveries.js";
import { type DeliveryCheck, standardWebhooks } from "./delivery-check.js";

/** Seconds that a delivery may be older or newer than the receiver's clock. */
const toleranceSeconds = 300;
/** Seconds by which two attempts may seem nearer to each other than they were: one for whole seconds, the rest for the way. */
const slackSeconds = 1.5;

const signature: DeliveryCheck = {
  id: "webhook-signature",
  title: "A delivery is signed with the endpoint's secret, over the bytes that came",
  source: standardWebhooks,
  look: (deliveries) =>
    deliveries.endpoints.flatMap((endpoint) => {
      const { secret, sink } = endpoint;
      // Which secret counts after a change is for another check to say.
      if (secret === undefined || sink === "rotated") return [];
      return firstOf(endpoint, (attempt) => signatureFailure(attempt, secret, deliveries));
    }),
};

const rotation: DeliveryCheck = {
  id: "webhook-rotation",
  title: "After a secret was replaced, deliveries are signed with the new one, and as long as both hold with both",
  source: standardWebhooks,
  look(deliveries) {
    const endpoint = endpointAt(deliveries, "rotated");
    if (endpoint?.rotated === undefined || !endpoint.changed) return [];
    const { secret, rotated } = endpoint;
    const both = deliveries.setup.registration.rotation?.overlaps === true && secret !== undefined;
    return firstOf(endpoint, (attempt) => {
      const scheme = schemeFor(attempt, deliveries);
      const isSigned = (key: string) =>
        scheme === undefined || verifySignature(attempt, { scheme, secret: key }).kind !== "wrong";
      if (!isSigned(rotated)) return { message: "It is not signed with the new secret.", cause: "new" };
      return both && !isSigned(secret)
        ? { message: "It is not signed with the old secret, which still holds.", cause: "old" }
        : undefined;
    });
  },
};

const timestamp: DeliveryCheck = {
  id: "webhook-timestamp",
  title: "A delivery tells when this attempt was made",
  source: standardWebhooks,
  look: (deliveries) =>
    deliveries.endpoints.flatMap((endpoint) =>
      firstOf(endpoint, (attempt, before) => {
        const time = timeOf(attempt, deliveries);
        if (time === undefined) return undefined;
        const off = Math.round(attempt.receivedAt / 1000 - time);
        if (Math.abs(off) > toleranceSeconds) return { message: `Its timestamp is ${off} s off.`, cause: "off" };
        const last = before.findLast((each) => each.key === attempt.key);
        const lastTime = last === undefined ? undefined : timeOf(last, deliveries);
        if (last === undefined || lastTime === undefined) return undefined;
        const between = (attempt.receivedAt - last.receivedAt) / 1000;
        if (time - lastTime >= between - slackSeconds) return undefined;
        return {
          message: `It came ${between.toFixed(1)} s after the attempt before, and its timestamp is ${time - lastTime} s newer.`,
          cause: "stale",
        };
      }),
    ),
};

/** Whether a receiver can trust what comes. */
export const trustChecks: readonly DeliveryCheck[] = [signature, rotation, timestamp];

/** The scheme by which a delivery is signed; undefined if nobody knows it. */
export function schemeFor(attempt: Attempt, { setup }: Deliveries): SignatureScheme | undefined {
  return setup.profile.scheme ?? schemeOf(attempt);
}

function timeOf(attempt: Attempt, deliveries: Deliveries): number | undefined {
  const scheme = schemeFor(attempt, deliveries);
  return scheme === undefined ? undefined : timestampOf(attempt, scheme);
}

function signatureFailure(attempt: Attempt, secret: string, deliveries: Deliveries): StoryFailure | undefined {
  const scheme = schemeFor(attempt, deliveries);
  if (scheme === undefined) return undefined;
  const { kind } = verifySignature(attempt, { scheme, secret });
  if (kind === "wrong") return { message: `The signature (${scheme}) does not fit the bytes that came.`, cause: kind };
  return kind === "missing" ? { message: `The signature (${scheme}) is missing.`, cause: kind } : undefined;
}

function firstOf(
  { attempts, sink }: Endpoint,
  look: (attempt: Attempt, before: readonly Attempt[]) => StoryFailure | undefined,
): readonly StoryFailure[] {
  for (const [index, attempt] of attempts.entries()) {
    const failure = look(attempt, attempts.slice(0, index));
    if (failure !== undefined)
      return [{ ...failure, message: `${failure.message} (at ${sink})`, entry: attempt.entry }];
  }
  return [];
}
