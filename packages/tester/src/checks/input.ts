import { describeIntent } from "../plan/case.js";
import { headerValues } from "../run/exchange.js";
import { isAllowed } from "../profile/policies.js";
import { type Check, expectThat } from "./check.js";

/** Refusals that speak of the request's form; others (401, 404, 409, 422, 429) have a reason that no schema can say. */
const refusals = new Set([400, 405, 406, 411, 413, 414, 415, 417, 431]);

/** What may be answered before the body is looked at: who may not, or what is not there. */
const earlier = new Set([401, 403, 404]);

/** Answers that say nothing of the request's form. */
const unlooked = new Set([401, 403, 429]);

/** True if a status says that the request is not formed as it should be. */
export function isRefusal(status: number): boolean {
  return refusals.has(status);
}

/** True for a redirect: another address is to say whether the request does. */
function isElsewhere(status: number): boolean {
  return status >= 300 && status < 400;
}

const boundaryTaken: Check = {
  id: "boundary-taken",
  title: "A value at the end of what the contract allows is taken like any other",
  source: "OpenAPI 3.1, Schema Object",
  byAim: true,
  look({ case: testCase, outcome }) {
    if (testCase.intent.kind !== "boundary") return undefined;
    return expectThat(
      !isRefusal(outcome.status),
      () => `${describeIntent(testCase)}, but the answer is ${outcome.status}.`,
    );
  },
};

const brokenRefused: Check = {
  id: "broken-refused",
  title: "A request that the contract does not allow is refused",
  source: "OpenAPI 3.1, Schema Object",
  byAim: true,
  look({ case: testCase, outcome }, { policies }) {
    // Who may not, or has asked too often, was not looked at any further.
    if (testCase.intent.kind !== "negative" || isElsewhere(outcome.status) || unlooked.has(outcome.status))
      return undefined;
    return expectThat(
      isAllowed(outcome.status, policies.brokenValue),
      () => `${describeIntent(testCase)}, but the answer is ${outcome.status}.`,
    );
  },
};

const malformedRefused: Check = {
  id: "malformed-refused",
  title: "A body that is no JSON is refused with 400",
  source: "RFC 9110, section 15.5.1",
  look({ case: { intent }, outcome }, { policies }) {
    if (intent.kind !== "malformed" || isElsewhere(outcome.status) || earlier.has(outcome.status)) return undefined;
    return expectThat(
      isAllowed(outcome.status, policies.malformedBody),
      () => `A body that cannot be read was answered with ${outcome.status}.`,
    );
  },
};

const mediaTypeRefused: Check = {
  id: "media-type-refused",
  title: "A media type that the operation does not take is refused with 415",
  source: "RFC 9110, section 15.5.16",
  look({ case: { intent }, outcome }, { policies }) {
    if (intent.kind !== "mediaType" || isElsewhere(outcome.status) || earlier.has(outcome.status)) return undefined;
    return expectThat(
      isAllowed(outcome.status, policies.unknownMediaType),
      () => `A body of an unknown media type was answered with ${outcome.status}.`,
    );
  },
};

const methodRefused: Check = {
  id: "method-refused",
  title: "A method that a path does not have is refused with 405, which names those it has",
  source: "RFC 9110, section 15.5.6",
  look({ case: { intent }, outcome, operation }, { policies }) {
    if (intent.kind !== "method" || isElsewhere(outcome.status)) return undefined;
    if (outcome.status === 405)
      return expectThat(
        headerValues(outcome, "allow").some((value) => value.toUpperCase().includes(operation.method)),
        () => `405 came without ${operation.method} in the header Allow.`,
      );
    return expectThat(
      isAllowed(outcome.status, policies.unknownMethod),
      () => `An unknown method was answered with ${outcome.status}.`,
    );
  },
};

const unknownQueryRefused: Check = {
  id: "unknown-query-refused",
  title: "A query parameter that nobody declares is refused, where the profile says so",
  source: "Profile, policies",
  look({ case: { intent }, outcome }) {
    if (intent.kind !== "unknownQuery" || isElsewhere(outcome.status) || earlier.has(outcome.status)) return undefined;
    return expectThat(
      outcome.status === 400 || outcome.status === 422,
      () => `An unknown query parameter was answered with ${outcome.status}.`,
    );
  },
};

/** The checks of what goes in. */
export const inputChecks: readonly Check[] = [
  boundaryTaken,
  brokenRefused,
  malformedRefused,
  mediaTypeRefused,
  methodRefused,
  unknownQueryRefused,
];
