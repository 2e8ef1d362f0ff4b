import type { Finding } from "./finding.js";
import type { OperationCoverage } from "./coverage.js";

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
  readonly coverage: readonly OperationCoverage[];
  readonly requests: number;
  readonly elapsedMs: number;
}
