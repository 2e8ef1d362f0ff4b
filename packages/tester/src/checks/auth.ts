import { type CredentialClass, describeIntent } from "../plan/case.js";
import { type AllowedStatus, isAllowed, type Policies } from "../profile/policies.js";
import { headerValues } from "../run/exchange.js";
import { type Check, expectThat } from "./check.js";

const credentialRefused: Check = {
  id: "credential-refused",
  title: "Without a credential that does, an operation is refused",
  source: "RFC 9110, sections 15.5.2 and 15.5.4",
  byAim: true,
  look({ case: testCase, outcome }, { policies }) {
    if (testCase.intent.kind !== "auth") return undefined;
    const wanted = wantedOf(testCase.credential, policies);
    return expectThat(
      isAllowed(outcome.status, wanted),
      () =>
        `The request had ${describeIntent(testCase)}, but the answer is ${outcome.status}, not ${wanted.join(" or ")}.`,
    );
  },
};

function wantedOf(credential: CredentialClass, policies: Policies): readonly AllowedStatus[] {
  if (credential === "unscoped" || credential === "otherTenant") return policies[credential];
  return credential === "malformed" ? policies.malformedCredential : policies.unauthenticated;
}

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
