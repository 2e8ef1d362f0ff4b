import { describeIntent } from "../plan/case.js";
import { headerValues } from "../run/exchange.js";
import { type Check, expectThat } from "./check.js";

const credentialRefused: Check = {
  id: "credential-refused",
  title: "Without a credential that does, an operation is refused",
  source: "RFC 9110, sections 15.5.2 and 15.5.4",
  look({ case: testCase, outcome }) {
    if (testCase.intent.kind !== "auth") return undefined;
    const wanted = allowedStatuses[testCase.credential] ?? [401];
    return expectThat(
      wanted.includes(outcome.status),
      () =>
        `The request had ${describeIntent(testCase)}, but the answer is ${outcome.status}, not ${wanted.join(" or ")}.`,
    );
  },
};

/** Who is known but may not: 403, or 404 where even the existence is nobody else's business. */
const allowedStatuses: Readonly<Record<string, readonly number[]>> = {
  unscoped: [403, 404],
  otherTenant: [403, 404],
  malformed: [400, 401],
};

const challenge: Check = {
  id: "challenge-present",
  title: "401 says how to authenticate",
  source: "RFC 9110, section 11.6.1",
  look({ outcome }) {
    if (outcome.status !== 401) return undefined;
    return expectThat(headerValues(outcome, "www-authenticate").length > 0, () => "401 came without WWW-Authenticate.");
  },
};

/** The checks of who may. */
export const authChecks: readonly Check[] = [credentialRefused, challenge];
