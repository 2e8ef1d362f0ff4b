import type { Channel, Contract, Operation, Webhook } from "@parlance/contract";
import type { CheckContext } from "../checks/check.js";
import { Coverage } from "../covered/coverage.js";
import { Planner } from "../plan/planner.js";
import { Credentials } from "../profile/credential.js";
import { policiesOf } from "../profile/policies.js";
import type { Profile } from "../profile/profile.js";
import { Findings } from "../triage/findings.js";
import { directed } from "../values/directed.js";
import { Validators } from "../values/validator.js";
import type { HttpClient } from "./http-client.js";
import { Pool } from "./pool.js";
import { Sender } from "./sender.js";

/** What to test, with what, and until when. */
export interface RunOptions {
  readonly contract: Contract;
  /** What the run is about. */
  readonly operations: readonly Operation[];
  readonly channels: readonly Channel[];
  readonly webhooks: readonly Webhook[];
  readonly profile: Profile;
  readonly seed: number;
  readonly client: HttpClient;
  readonly signal: AbortSignal;
  /** Milliseconds that a server may take until reads show what was changed. */
  readonly settleMs: number;
}

/** What the kinds of tests of one run share: what is known of the server, and what was found. */
export interface RunParts extends Omit<RunOptions, "client"> {
  readonly credentials: Credentials;
  readonly pool: Pool;
  readonly planner: Planner;
  readonly sender: Sender;
  readonly findings: Findings;
  readonly coverage: Coverage;
  readonly context: CheckContext;
}

/** Makes what the kinds of tests of a run share. */
export function assemble({ client, ...options }: RunOptions): RunParts {
  const { contract, profile, seed, signal } = options;
  const pool = new Pool();
  const answers = new Validators(directed(contract, "response"));
  const credentials = new Credentials(contract.security, profile);
  return {
    ...options,
    credentials,
    pool,
    planner: new Planner({ contract, profile, pool, seed }),
    sender: new Sender({ client, credentials, signal }),
    findings: new Findings(),
    coverage: new Coverage({ ...options, credentials, validators: answers }),
    context: { contract, answers, policies: policiesOf(profile.policies) },
  };
}
