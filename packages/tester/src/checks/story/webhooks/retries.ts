import { askedSeconds, retried, type Role } from "../../../plan/webhooks/roles.js";
import { headerOf, idInHeaders } from "../../../webhooks/delivery.js";
import { type Attempt, attemptsAbout, type Cause, type Deliveries, endpointAt, isTaken } from "./deliveries.js";
import { type DeliveryCheck, standardWebhooks } from "./delivery-check.js";
import { schemeFor } from "./trust.js";

/** Milliseconds by which a wait may seem shorter than it was. */
const slackMs = 150;

const retriedWhenFailed: DeliveryCheck = {
  id: "webhook-retried",
  title: "What was answered with 5xx, or not at all, is tried again",
  source: standardWebhooks,
  look(deliveries) {
    const { retryWithinMs } = deliveries.setup.profile;
    if (retryWithinMs === undefined) return [];
    return missingRetries(deliveries).flatMap(({ role, attempt, failedMs, seenMs }) => {
      const asked = role === "busy" || role === "unavailable" ? askedSeconds * 1000 : 0;
      const within = Math.max(asked, retryWithinMs);
      if (failedMs === undefined || seenMs < within) return [];
      return [
        {
          message: `What failed at ${role} was not tried again within ${within} ms.`,
          entry: attempt.entry,
          cause: role,
        },
      ];
    });
  },
};

/** An attempt that failed and was not seen to be followed by another. */
export interface MissingRetry {
  readonly role: Role;
  readonly attempt: Attempt;
  /** When it had failed; undefined: the sender still waits. */
  readonly failedMs: number | undefined;
  /** How long was looked on after it. */
  readonly seenMs: number;
}

/** First attempts that failed, and were the last ones. */
export function missingRetries(deliveries: Deliveries): readonly MissingRetry[] {
  const { story, causes } = deliveries;
  const [cause] = causes;
  const endMs = endOf(deliveries);
  return retried.flatMap((role): readonly MissingRetry[] => {
    const endpoint = endpointAt(deliveries, role);
    if (cause === undefined || endpoint === undefined) return [];
    const [attempt, second] = attemptsAbout(endpoint, cause);
    if (attempt === undefined || second !== undefined) return [];
    const abandoned = story.entries.find((each) => each.kind === "abandoned" && each.by === role);
    const failedMs = attempt.answered.answer === "timeout" ? abandoned?.atMs : attempt.atMs;
    return [{ role, attempt, failedMs, seenMs: endMs - (failedMs ?? endMs) }];
  });
}

/** When the endpoints began to be removed, or the last that happened. */
function endOf({ story: { entries } }: Deliveries): number {
  const removed = entries.find((each) => each.kind === "called" && each.name.startsWith("remove "));
  return (removed ?? entries.at(-1))?.atMs ?? 0;
}

const sameId: DeliveryCheck = {
  id: "webhook-same-id",
  title: "All attempts of a delivery have the same id",
  source: standardWebhooks,
  look: (deliveries) =>
    retriesOf(deliveries).flatMap(({ before, attempt }) => {
      const [one, other] = [idInHeaders(before), idInHeaders(attempt)];
      const isSame = sameBytes(before, attempt) || deliveries.setup.trigger.effect === "create";
      if (one === undefined || other === undefined || one === other || !isSame) return [];
      return [{ message: `The id was ${one}, and ${other} in the next attempt.`, entry: attempt.entry }];
    }),
};

const sameBody: DeliveryCheck = {
  id: "webhook-same-body",
  title: "All attempts of a delivery have the same bytes",
  source: standardWebhooks,
  look: (deliveries) =>
    retriesOf(deliveries).flatMap(({ before, attempt }) => {
      // Other schemes do not say that one message is sent again.
      const isPromised = schemeFor(attempt, deliveries) === "standard" && idInHeaders(before) === idInHeaders(attempt);
      if (!isPromised || sameBytes(before, attempt)) return [];
      return [{ message: "The body differs from that of the attempt before.", entry: attempt.entry }];
    }),
};

const retryAfter: DeliveryCheck = {
  id: "webhook-retry-after",
  title: "Nothing is tried again before the time that Retry-After asks for",
  source: "RFC 9110, section 10.2.3",
  look: (deliveries) =>
    retriesOf(deliveries).flatMap(({ before, attempt }) => {
      const asked = Number(before.answered.headers?.["Retry-After"]);
      const waited = attempt.atMs - before.atMs;
      if (before.key !== attempt.key || Number.isNaN(asked) || waited >= asked * 1000 - slackMs) return [];
      const message = `${before.answered.answer} asked for ${asked} s, and the next attempt came after ${waited} ms.`;
      return [{ message, entry: attempt.entry }];
    }),
};

const notFollowed: DeliveryCheck = {
  id: "webhook-redirect",
  title: "Redirects are not followed",
  source: standardWebhooks,
  look(deliveries) {
    const [attempt] = endpointAt(deliveries, "elsewhere")?.attempts ?? [];
    return attempt === undefined ? [] : [{ message: "The redirect was followed.", entry: attempt.entry }];
  },
};

const goneDisables: DeliveryCheck = {
  id: "webhook-gone",
  title: "An endpoint that answered 410 gets nothing more",
  source: standardWebhooks,
  look(deliveries) {
    const endpoint = endpointAt(deliveries, "gone");
    const [first, ...others] = endpoint?.attempts ?? [];
    if (endpoint === undefined || first === undefined || !isGonePromised(first, deliveries)) return [];
    // What is about the first cause too may have been on its way before the answer.
    const later = deliveries.causes.filter(({ number }) => number > 1).flatMap((each) => attemptsAbout(endpoint, each));
    const second = others.find(({ key }) => key === first.key) ?? later.find((each) => each !== first);
    if (second === undefined) return [];
    return [{ message: "The endpoint answered 410, and got more.", entry: second.entry }];
  },
};

/** Whether and when attempts are made again. */
export const retryChecks: readonly DeliveryCheck[] = [
  retriedWhenFailed,
  sameId,
  sameBody,
  retryAfter,
  notFollowed,
  goneDisables,
];

/** Not every server knows what 410 is to mean: those that declare it, and those that keep to Standard Webhooks. */
function isGonePromised(attempt: Attempt, deliveries: Deliveries): boolean {
  const { responses } = deliveries.setup.webhook.operation;
  return responses.some(({ status }) => status === "410") || schemeFor(attempt, deliveries) === "standard";
}

interface Retry {
  readonly before: Attempt;
  readonly attempt: Attempt;
}

/** Attempts about one cause that follow one that failed. */
function retriesOf(deliveries: Deliveries): readonly Retry[] {
  const of = (role: Role, cause: Cause): readonly Retry[] => {
    const endpoint = endpointAt(deliveries, role);
    const attempts = endpoint === undefined ? [] : attemptsAbout(endpoint, cause);
    return attempts.flatMap((attempt, index) => {
      const before = attempts[index - 1];
      return before === undefined || isTaken(before) ? [] : [{ before, attempt }];
    });
  };
  return [...retried, "moved" as const].flatMap((role) => deliveries.causes.flatMap((cause) => of(role, cause)));
}

function sameBytes(one: Attempt, other: Attempt): boolean {
  return (
    Buffer.compare(one.body, other.body) === 0 && headerOf(one, "content-type") === headerOf(other, "content-type")
  );
}
