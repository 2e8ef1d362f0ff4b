import type { Channel, Contract, Operation, Schema, Webhook } from "@parlance/contract";
import type { Credentials } from "../profile/credential.js";
import { declaredFor, type Exchange, isJson, jsonOf, mediaTypeOf } from "../run/exchange.js";
import { covers } from "../run/media-type.js";
import type { Story } from "../run/story.js";
import type { Trace } from "../run/trace.js";
import { schemasOf } from "../values/schemas.js";
import type { Validators } from "../values/validator.js";
import type { BranchCoverage } from "./branch.js";
import { BranchCounts } from "./branch-counts.js";
import { type ChannelCoverage, MessageCounts } from "./message-counts.js";
import { type OperationCoverage, OperationCounts } from "./operation-counts.js";
import { ParameterCounts, type ParameterCoverage } from "./parameter-counts.js";
import { SecurityCounts, type SecurityCoverage } from "./security-counts.js";
import { type Shares, sharesOf } from "./shares.js";
import { type ResourceCoverage, TransitionCounts } from "./transition-counts.js";
import { type WebhookCoverage, WebhookCounts } from "./webhook-counts.js";

/** What a run has seen of a contract, and by its absence what it has not: nothing of that was tested. */
export interface RunCoverage {
  readonly shares: Shares;
  /** Operations × answers. */
  readonly operations: readonly OperationCoverage[];
  /** Parameters and bodies × boundaries and broken keywords. */
  readonly parameters: readonly ParameterCoverage[];
  /** Arms of unions, values of enums, optional members. */
  readonly branches: readonly BranchCoverage[];
  /** Operations, channels and connections × classes of credentials. */
  readonly security: readonly SecurityCoverage[];
  readonly channels: readonly ChannelCoverage[];
  readonly webhooks: readonly WebhookCoverage[];
  /** What was done after what, by kind of resource. */
  readonly transitions: readonly ResourceCoverage[];
}

/** What is counted. */
export interface CoverageOptions {
  readonly contract: Contract;
  /** The operations, channels and webhooks that the run is about. */
  readonly operations: readonly Operation[];
  readonly channels: readonly Channel[];
  readonly webhooks: readonly Webhook[];
  readonly credentials: Credentials;
  readonly validators: Validators;
}

/** Of how many exchanges of one kind all values are looked at, and then of one in how many. */
const [looked, oneIn] = [24, 16];

/**
 * Counts what was seen. Adding costs microseconds: the values of bodies are looked at for each of the first answers of a status
 * only, and for some of all others.
 */
export class Coverage {
  readonly #options: CoverageOptions;
  readonly #operations = new OperationCounts();
  readonly #parameters: ParameterCounts;
  readonly #branches: BranchCounts;
  readonly #security: SecurityCounts;
  readonly #messages: MessageCounts;
  readonly #webhooks: WebhookCounts;
  readonly #transitions: TransitionCounts;
  readonly #payloads: ReadonlyMap<string, Schema>;
  readonly #samples = new Map<string, number>();
  readonly #notes = new Map<string, Set<string>>();
  readonly #runNotes = new Set<string>();

  constructor(options: CoverageOptions) {
    const { contract, operations, channels, webhooks } = options;
    this.#options = options;
    this.#parameters = new ParameterCounts(schemasOf(contract));
    this.#branches = new BranchCounts(contract, options.validators);
    this.#security = new SecurityCounts(options.credentials);
    this.#messages = new MessageCounts(channels);
    this.#webhooks = new WebhookCounts(webhooks);
    this.#transitions = new TransitionCounts(operations);
    this.#payloads = new Map(
      contract.messages.flatMap(({ name, payload }) => (payload === undefined ? [] : [[name, payload] as const])),
    );
    for (const operation of operations) this.#branches.expectOperation(operation);
    for (const channel of channels) this.#branches.expectChannel(channel, this.#payloads);
  }

  /** Counts one exchange. Those of a story are counted with it. */
  add(exchange: Exchange): void {
    this.#operations.add(exchange);
    this.#parameters.add(exchange.case, exchange.operation);
    this.#security.add(exchange);
    this.#seeSent(exchange);
    this.#seeReceived(exchange);
  }

  /** Counts what came of a sequence, whose exchanges were added one by one. */
  addTrace(trace: Trace): void {
    this.#transitions.add(trace);
  }

  /** Counts what happened in a scenario, with the calls in it. */
  addStory(story: Story): void {
    this.#security.addStory(story);
    this.#messages.add(story);
    this.#webhooks.add(story);
    for (const entry of story.entries) {
      if (entry.kind === "called") this.add(entry.exchange);
      if (entry.kind !== "delivered" || entry.delivered.message === undefined) continue;
      const { message, data } = entry.delivered;
      const payload = this.#payloads.get(message);
      if (payload !== undefined && this.#isLooked(message)) this.#branches.see(payload, data, "received");
    }
  }

  /** Says what of an operation, channel or webhook was not tried, and why. */
  note(subject: string, note: string): void {
    const notes = this.#notes.get(subject) ?? new Set();
    this.#notes.set(subject, notes.add(note));
  }

  /** Says something of the whole run, such as a half of the contract that could not be tested. */
  noteRun(note: string): void {
    this.#runNotes.add(note);
  }

  /** What was said of the whole run. */
  get runNotes(): readonly string[] {
    return [...this.#runNotes];
  }

  /** All that was seen. */
  report(): RunCoverage {
    const { contract, operations, channels, webhooks } = this.#options;
    const notes = (subject: string) => [...(this.#notes.get(subject) ?? [])];
    const coverage = {
      operations: operations.map((each) => this.#operations.of(each, notes(each.id))),
      parameters: operations.flatMap((each) => this.#parameters.of(each)),
      branches: this.#branches.report(),
      security: [
        ...operations.map((each) => this.#security.ofOperation(each)).filter((each) => each !== undefined),
        ...this.#security.ofStories(contract),
      ],
      channels: channels.map((each) => this.#messages.of(each, notes(each.name))),
      webhooks: webhooks.map((each) => this.#webhooks.of(each, notes(each.name))),
      transitions: this.#transitions.report(),
    };
    return { shares: sharesOf(coverage), ...coverage };
  }

  #seeSent({ case: { intent, parameters, body }, operation }: Exchange): void {
    if ((intent.kind !== "positive" && intent.kind !== "boundary") || !this.#isLooked(operation.id)) return;
    for (const { in: place, name, value } of parameters) {
      const schema = operation.parameters.find((each) => each.name === name && each.in === place)?.schema;
      if (schema !== undefined) this.#branches.see(schema, value, "sent");
    }
    if (body?.kind !== "value") return;
    const schema = operation.body?.contents.find(({ mediaType }) => mediaType === body.mediaType)?.schema;
    if (schema !== undefined) this.#branches.see(schema, body.value, "sent");
  }

  #seeReceived({ operation, outcome }: Exchange): void {
    if (outcome.kind === "none" || !this.#isLooked(`${operation.id} ${outcome.status}`)) return;
    const mediaType = mediaTypeOf(outcome);
    if (mediaType === undefined || !isJson(mediaType)) return;
    const contents = declaredFor(operation, outcome.status)?.contents ?? [];
    const schema = contents.find((each) => covers(each.mediaType, mediaType))?.schema;
    const json = schema === undefined ? undefined : jsonOf(outcome);
    if (schema !== undefined && json !== undefined) this.#branches.see(schema, json.value, "received");
  }

  #isLooked(kind: string): boolean {
    const count = this.#samples.get(kind) ?? 0;
    this.#samples.set(kind, count + 1);
    return count < looked || count % oneIn === 0;
  }
}
