import { isDeepStrictEqual } from "node:util";
import type { Operation } from "@parlance/contract";
import { authCases } from "../plan/auth.js";
import { boundaryCases } from "../plan/boundary.js";
import type { Case } from "../plan/case.js";
import { derivedCase } from "../plan/derive.js";
import { negativeCases } from "../plan/negative.js";
import type { Planned } from "../plan/planner.js";
import { protocolCases, unknownQueryCase } from "../plan/protocol.js";
import { stagesOf } from "../plan/stages.js";
import { unusualCases } from "../plan/unusual.js";
import { shrinkCase } from "../triage/shrink-case.js";
import { abreast } from "./abreast.js";
import { Acceptance } from "./acceptance.js";
import { type Exchange, isSuccess } from "./exchange.js";
import type { RestFailure } from "./finding.js";
import { judge } from "./judge.js";
import type { RunParts } from "./parts.js";
import { collectionOf } from "./pool.js";
import { standIn } from "./stand-in.js";

/** Operations that are tried at once. */
const most = 8;
/** Allowed requests that are tried until one succeeds. */
const attempts = 3;
/** Stand-ins that are tried until one is not in conflict with what is there. */
const standIns = 4;
/** Cases that change one value of an allowed request. */
const ofInput = new Set(["negative", "boundary", "unusual"]);
/** How far the numbers of a case and of those that stand in for it are from each other. */
const apart = 1000;

/** Tests the REST half request by request: plans, sends, checks and confirms, stage by stage. */
export class RestRun {
  readonly #parts: RunParts;
  readonly #acceptance = new Acceptance();
  /** Operations whose guards were tried on a request that is taken. */
  readonly #guarded = new Set<string>();

  constructor(parts: RunParts) {
    this.#parts = parts;
  }

  /** One round over all operations. Further rounds bring other values. */
  async round(n: number): Promise<void> {
    const { operations, signal } = this.#parts;
    for (const stage of stagesOf(operations))
      await abreast(stage, { most, signal }, (operation) => this.#try(operation, n));
  }

  /** Findings that only the whole run shows: operations that never took an allowed request. To be called at the end. */
  async conclude(): Promise<void> {
    this.#noteMissingCredentials();
    for (const failure of this.#acceptance.neverTaken())
      await this.#parts.findings.take(failure, () => Promise.resolve(true));
  }

  /** What ends its resource comes to it last, after the cases that must not. */
  async #try(operation: Operation, n: number): Promise<void> {
    const planned = this.#parts.planner.positive(operation, n);
    if ("missing" in planned) return this.#parts.coverage.note(operation.id, planned.missing);
    if (operation.method === "DELETE") {
      await this.#all(this.#refusals(operation, planned.case), operation, n);
      this.#guarded.add(operation.id);
      await this.#one(planned.case, operation, n);
      this.#forget(planned.case, operation);
      return;
    }
    const taken = await this.#taken(operation, planned.case, n);
    if (taken !== undefined) {
      const { planner } = this.#parts;
      await this.#all(
        [...boundaryCases(operation, taken, planner), ...unusualCases(operation, taken, planner)],
        operation,
        n,
      );
    }
    await this.#all(this.#refusals(operation, taken ?? planned.case), operation, n);
    if (taken !== undefined) this.#guarded.add(operation.id);
  }

  /** The first of some allowed requests that succeeds. One may be refused for reasons that no schema can say. */
  async #taken(operation: Operation, first: Case, n: number): Promise<Case | undefined> {
    let planned: Planned = { case: first };
    for (let attempt = 1; "case" in planned; attempt += 1) {
      const exchange = await this.#one(planned.case, operation, n);
      this.#acceptance.add(exchange);
      if (isSuccess(exchange)) return planned.case;
      if (attempt === attempts || this.#parts.signal.aborted) return undefined;
      planned = this.#parts.planner.positive(operation, n + attempt * 100);
    }
    return undefined;
  }

  /** What must be refused. Who may and what HTTP says is the same for all values: once is enough, on a request that is taken. */
  #refusals(operation: Operation, positive: Case): readonly Case[] {
    const { planner, contract, context } = this.#parts;
    const negative = negativeCases(operation, positive, planner);
    if (this.#guarded.has(operation.id)) return negative;
    return [
      ...negative,
      ...protocolCases(operation, positive, contract),
      ...(context.policies.unknownQuery === "refused" ? [unknownQueryCase(positive)] : []),
      ...authCases(operation, positive, this.#parts),
    ];
  }

  async #all(cases: readonly Case[], operation: Operation, n: number): Promise<void> {
    if (!this.#parts.signal.aborted) await Promise.all(cases.map((each) => this.#one(each, operation, n)));
  }

  async #one(testCase: Case, operation: Operation, n: number): Promise<Exchange> {
    const exchange = await this.#unhindered(testCase, operation, n);
    // What the end of the run cut off is nobody's fault.
    if (this.#parts.signal.aborted) return exchange;
    for (const failure of judge(exchange, this.#parts.context)) {
      let count = 0;
      await this.#parts.findings.take(
        failure,
        (each) => this.#again(each, n + (count += 1) * apart),
        (each) => shrinkCase(each, { ...this.#parts, failures: (smaller) => this.#failures(smaller, operation) }),
      );
    }
    return exchange;
  }

  /** A case of input whose name somebody has already says nothing: it is sent once more with names of its own. */
  async #unhindered(testCase: Case, operation: Operation, n: number): Promise<Exchange> {
    const exchange = await this.#send(testCase, operation);
    const { outcome } = exchange;
    if (!ofInput.has(testCase.intent.kind) || outcome.kind !== "answer" || outcome.status !== 409) return exchange;
    const refinement = { density: 1, salt: JSON.stringify(testCase.intent) };
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { planner } = this.#parts;
      const planned = planner.positive(operation, n + attempt * 100, { refinement });
      const own = "missing" in planned ? undefined : derivedCase(operation, planned.case, testCase, planner);
      if (own !== undefined && !isDeepStrictEqual(own.body, testCase.body)) return this.#send(own, operation);
    }
    return exchange;
  }

  async #failures(testCase: Case, operation: Operation): Promise<readonly RestFailure[]> {
    return judge(await this.#send(testCase, operation), this.#parts.context);
  }

  /** The same request; where the first one has changed what it is about, one like it on another resource. */
  async #again({ key, finding }: RestFailure, n: number): Promise<boolean> {
    const { case: testCase, operation, outcome } = finding.exchange;
    const { signal } = this.#parts;
    const same = await this.#send(testCase, operation);
    if (signal.aborted) return false;
    if (this.#fails(same, key)) return true;
    if (outcome.kind === "answer" && same.outcome.kind === "answer" && same.outcome.status === outcome.status)
      return false;
    this.#forget(testCase, operation);
    const send = (each: Case, of: Operation) => this.#send(each, of);
    for (let attempt = 0; attempt < standIns && !signal.aborted; attempt += 1) {
      const options = { parts: this.#parts, send, n: n + attempt, ownNames: attempt % 2 === 1 };
      const fresh = await standIn(testCase, operation, options);
      if (fresh === undefined) continue;
      const like = await this.#send(fresh, operation);
      if (operation.method === "DELETE") this.#forget(fresh, operation);
      if (this.#fails(like, key)) return !signal.aborted;
      // One whose name is taken, or that is in the way of another, says nothing.
      if (like.outcome.kind === "answer" && like.outcome.status !== 409) return false;
    }
    return false;
  }

  #fails(exchange: Exchange, key: string): boolean {
    return judge(exchange, this.#parts.context).some((each) => each.key === key);
  }

  /** What cannot be tried for want of a credential is told once, and not for each operation. */
  #noteMissingCredentials(): void {
    const { operations, credentials, profile, coverage } = this.#parts;
    if (!operations.some((each) => credentials.needed(each))) return;
    for (const each of ["expired", "revoked", "unscoped", "otherTenant"] as const)
      if (profile.credentials[each] === undefined)
        coverage.noteRun(`No credential that is ${each} is tried, for the profile has none.`);
  }

  async #send(testCase: Case, operation: Operation): Promise<Exchange> {
    const exchange = await this.#parts.sender.send(testCase, operation);
    this.#parts.coverage.add(exchange);
    if (testCase.intent.kind === "positive") this.#parts.pool.learn(exchange);
    return exchange;
  }

  #forget(testCase: Case, operation: Operation): void {
    const last = testCase.parameters.findLast((each) => each.in === "path");
    const collection = last === undefined ? undefined : collectionOf(operation, last.name, testCase.parameters);
    if (last !== undefined && collection !== undefined) this.#parts.pool.forget(collection, last.value);
  }
}
