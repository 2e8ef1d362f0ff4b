import type { Contract, Operation } from "@parlance/contract";
import type { CheckContext } from "../checks/check.js";
import { authCases } from "../plan/auth.js";
import { boundaryCases } from "../plan/boundary.js";
import type { Case } from "../plan/case.js";
import { negativeCases } from "../plan/negative.js";
import { type Planned, Planner } from "../plan/planner.js";
import { protocolCases } from "../plan/protocol.js";
import { stagesOf } from "../plan/stages.js";
import { Credentials } from "../profile/credential.js";
import type { Profile } from "../profile/profile.js";
import { Findings } from "../triage/findings.js";
import { directed } from "../values/directed.js";
import { Validators } from "../values/validator.js";
import { Acceptance } from "./acceptance.js";
import { Coverage } from "./coverage.js";
import { type Exchange, isSuccess } from "./exchange.js";
import type { HttpClient } from "./http-client.js";
import { type Failure, judge } from "./judge.js";
import { collectionOf, Pool } from "./pool.js";
import { Sender } from "./sender.js";

/** Operations that are tried at once. */
const abreast = 8;
/** Allowed requests that are tried until one succeeds. */
const attempts = 3;

/** Tests the REST half: plans, sends, checks and confirms, stage by stage. */
export class RestRun {
  readonly findings = new Findings();
  readonly coverage = new Coverage();
  readonly #contract: Contract;
  readonly #operations: readonly Operation[];
  readonly #credentials: Credentials;
  readonly #pool = new Pool();
  readonly #acceptance = new Acceptance();
  readonly #planner: Planner;
  readonly #sender: Sender;
  readonly #context: CheckContext;
  readonly #signal: AbortSignal;

  constructor(options: {
    readonly contract: Contract;
    readonly operations: readonly Operation[];
    readonly profile: Profile;
    readonly seed: number;
    readonly client: HttpClient;
    readonly signal: AbortSignal;
  }) {
    const { contract, profile, seed, client, signal } = options;
    this.#contract = contract;
    this.#operations = options.operations;
    this.#signal = signal;
    this.#credentials = new Credentials(contract.security, profile);
    this.#planner = new Planner({ contract, profile, pool: this.#pool, seed });
    this.#sender = new Sender({ client, credentials: this.#credentials, signal });
    this.#context = { contract, answers: new Validators(directed(contract, "response")) };
  }

  /**
   * Tries reads that need no id until one is answered with success, which shows that the valid credential works. Gives what
   * speaks against the run, or nothing.
   */
  async preflight(): Promise<string | undefined> {
    const reads = this.#operations.filter(({ method, path }) => method === "GET" && !path.includes("{"));
    const guarded = reads.filter((each) => this.#credentials.needed(each));
    const tried: string[] = [];
    for (const operation of guarded.length > 0 ? guarded : reads) {
      const planned = this.#planner.positive(operation, 0);
      if ("missing" in planned) continue;
      const exchange = await this.#sender.send(planned.case, operation);
      if (isSuccess(exchange)) return undefined;
      const { outcome } = exchange;
      tried.push(`${operation.id}: ${outcome.kind === "answer" ? outcome.status : outcome.message}`);
      if (tried.length === 10) break;
    }
    return tried.length === 0
      ? "there is no read without an id by which the credential could be tried"
      : `no read was answered with success (${tried.join("; ")})`;
  }

  /** One round over all operations. Further rounds bring other values. */
  async round(n: number): Promise<void> {
    for (const stage of stagesOf(this.#operations)) {
      const waiting = [...stage];
      const work = async () => {
        for (let next = waiting.shift(); next !== undefined && !this.#signal.aborted; next = waiting.shift())
          await this.#try(next, n);
      };
      await Promise.all(Array.from({ length: abreast }, work));
    }
  }

  /** Findings that only the whole run shows: operations that never took an allowed request. To be called at the end. */
  async conclude(): Promise<void> {
    for (const failure of this.#acceptance.neverTaken()) await this.findings.take(failure, () => Promise.resolve(true));
  }

  /** What ends its resource comes to it last, after the cases that must not. */
  async #try(operation: Operation, n: number): Promise<void> {
    const planned = this.#planner.positive(operation, n);
    if ("missing" in planned) return this.coverage.note(operation.id, `not covered: ${planned.missing}`);
    if (operation.method === "DELETE") {
      await this.#all(this.#refusals(operation, planned.case, n), operation, n);
      await this.#one(planned.case, operation, n);
      this.#forget(planned.case, operation);
      return;
    }
    const taken = await this.#taken(operation, planned.case, n);
    if (taken !== undefined) await this.#all(boundaryCases(operation, taken, this.#planner), operation, n);
    await this.#all(this.#refusals(operation, taken ?? planned.case, n), operation, n);
  }

  /** The first of some allowed requests that succeeds. One may be refused for reasons that no schema can say. */
  async #taken(operation: Operation, first: Case, n: number): Promise<Case | undefined> {
    let planned: Planned = { case: first };
    for (let attempt = 1; "case" in planned; attempt += 1) {
      const exchange = await this.#one(planned.case, operation, n);
      this.#acceptance.add(exchange);
      if (isSuccess(exchange)) return planned.case;
      if (attempt === attempts || this.#signal.aborted) return undefined;
      planned = this.#planner.positive(operation, n + attempt * 100);
    }
    return undefined;
  }

  #refusals(operation: Operation, positive: Case, n: number): readonly Case[] {
    const access = { credentials: this.#credentials, pool: this.#pool };
    return [
      ...negativeCases(operation, positive, this.#planner),
      ...(n === 0 ? protocolCases(operation, positive, this.#contract) : []),
      ...(n === 0 ? authCases(operation, positive, access) : []),
    ];
  }

  async #all(cases: readonly Case[], operation: Operation, n: number): Promise<void> {
    if (!this.#signal.aborted) await Promise.all(cases.map((each) => this.#one(each, operation, n)));
  }

  async #one(testCase: Case, operation: Operation, n: number): Promise<Exchange> {
    const exchange = await this.#send(testCase, operation);
    // What the end of the run cut off is nobody's fault.
    if (this.#signal.aborted) return exchange;
    for (const failure of judge(exchange, this.#context))
      await this.findings.take(failure, (each) => this.#again(each, n));
    return exchange;
  }

  /** The same request; where the first one has changed what it is about, one like it on another resource. */
  async #again({ key, finding }: Failure, n: number): Promise<boolean> {
    const { case: testCase, operation, outcome } = finding.exchange;
    const same = await this.#send(testCase, operation);
    if (judge(same, this.#context).some((each) => each.key === key)) return true;
    if (outcome.kind === "answer" && same.outcome.kind === "answer" && same.outcome.status === outcome.status)
      return false;
    this.#forget(testCase, operation);
    const fresh = this.#planner.positive(operation, n + 1000);
    if ("missing" in fresh || testCase.intent.kind === "negative") return false;
    const { intent, credential, method } = testCase;
    const like = await this.#send({ ...fresh.case, intent, credential, method }, operation);
    return judge(like, this.#context).some((each) => each.key === key);
  }

  async #send(testCase: Case, operation: Operation): Promise<Exchange> {
    const exchange = await this.#sender.send(testCase, operation);
    this.coverage.add(exchange);
    if (testCase.intent.kind === "positive") this.#pool.learn(exchange);
    return exchange;
  }

  #forget(testCase: Case, operation: Operation): void {
    const last = testCase.parameters.findLast((each) => each.in === "path");
    const collection = last === undefined ? undefined : collectionOf(operation, last.name, testCase.parameters);
    if (last !== undefined && collection !== undefined) this.#pool.forget(collection, last.value);
  }
}
