import type { Finding } from "./finding.js";
import type { RunCoverage } from "../covered/coverage.js";

/** What a run says of a server. */
export interface Run {
  /** `invalid`: nothing can be said, because the credential does not work or the server is not there. Never green. */
  readonly verdict: "passed" | "failed" | "invalid";
  /** Why the run is invalid. */
  readonly reason?: string;
  readonly url: string;
  readonly seed: number;
  readonly findings: readonly Finding[];
  /** What did not come back when it was tried again. */
  readonly flaky: readonly Finding[];
  /** What was seen of the contract. What was not is not covered, never passed. */
  readonly coverage: RunCoverage;
  /** What is to be said of the run as a whole, such as halves of the contract that could not be tested. */
  readonly notes: readonly string[];
  readonly requests: number;
  readonly elapsedMs: number;
}
