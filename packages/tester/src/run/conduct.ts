import { setImmediate as turn } from "node:timers/promises";
import { dialectsOf } from "../connect/dialects.js";
import { runCallbacks } from "./callback-run.js";
import { EventRun } from "./event-run.js";
import type { HttpClient } from "./http-client.js";
import { nothingSeen } from "./nothing-seen.js";
import type { RunParts } from "./parts.js";
import { noRead, preflight } from "./preflight.js";
import { ResumeRun } from "./resume-run.js";
import { RestRun } from "./rest-run.js";
import { Sender } from "./sender.js";
import { StateRun } from "./state-run.js";
import { WebhookRun } from "./webhook-run.js";

/** How a run is conducted. */
export interface ConductOptions {
  readonly url: URL;
  readonly client: HttpClient;
  /** Whether rounds go on until the time is over. */
  readonly isTimed: boolean;
  /** Milliseconds in which an event must come. */
  readonly eventMs: number;
  /** Milliseconds that are waited for a webhook that failed to be tried again. */
  readonly webhookMs: number;
  /** Of whoever started the run. */
  readonly interruption?: AbortSignal;
  readonly onRound: (round: number) => void;
}

/** Rounds where no time is given. */
const usualRounds = 2;
/** How long the last proof of the credential may take, in milliseconds. */
const lastProofMs = 30_000;

/** Runs between two proofs that the credential works. Gives what makes a run without findings invalid, or nothing. */
export async function conduct(parts: RunParts, options: ConductOptions): Promise<string | undefined> {
  const { url, eventMs, webhookMs, isTimed, interruption } = options;
  const { signal, findings } = parts;
  const { contract, credentials, planner, context } = parts;
  const make = planner.value.bind(planner);
  const dialects = dialectsOf({ contract, credentials, answers: context.answers, make });
  const events = new EventRun(parts, { dialects, url, eventMs });
  const resume = new ResumeRun({ parts, dialects, url, eventMs });
  const shut = await events.preflight();
  if (shut !== undefined) parts.coverage.noteRun(`No events are tried, for ${shut}.`);
  const before = await proof(parts, events, shut);
  if (before !== undefined) return before;
  const [rest, state] = [new RestRun(parts), new StateRun(parts)];
  let everyOneTried = false;
  for (let round = 0; !signal.aborted && (isTimed || round < usualRounds); round += 1) {
    const { sent } = options.client;
    await rest.round(round);
    everyOneTried ||= parts.operations.length > 0 && !signal.aborted;
    await state.round(round);
    if (shut === undefined) await events.round(round);
    if (shut === undefined && (round === 0 || isTimed)) await resume.round(round);
    everyOneTried ||= !signal.aborted;
    if (round === 0) await new WebhookRun({ parts, url, eventMs, webhookMs }).run();
    if (round === 0) await runCallbacks({ parts, url, eventMs });
    options.onRound(round);
    // Who has nothing to send now has nothing later: what is not known is learned from answers.
    if (options.client.sent === sent && (parts.channels.length === 0 || shut !== undefined)) break;
    // A round that sends nothing waits for nothing: without this the end of the time would never be seen.
    await turn();
  }
  await rest.conclude();
  events.conclude();
  if (findings.confirmed.length > 0) {
    const after = await lastProof(parts, events, { ...options, shut });
    if (after !== undefined) parts.coverage.noteRun(`At the end the valid credential no longer worked: ${after}.`);
    return undefined;
  }
  if (interruption?.aborted === true) return "it was interrupted";
  if (!everyOneTried) return "the time was over before every operation was tried once";
  const unseen = nothingSeen(parts.coverage.report());
  if (unseen !== undefined) return unseen;
  const after = await lastProof(parts, events, { ...options, shut });
  return after === undefined ? undefined : `the valid credential worked at first, but at the end ${after}`;
}

/** The run's own time may be over by now. */
async function lastProof(
  parts: RunParts,
  events: EventRun,
  { client, shut }: ConductOptions & { readonly shut: string | undefined },
): Promise<string | undefined> {
  const signal = AbortSignal.timeout(lastProofMs);
  const sender = new Sender({ client, credentials: parts.credentials, signal });
  const isShut = shut === undefined && !parts.signal.aborted ? await events.preflight() : shut;
  return await proof({ ...parts, sender, signal }, events, isShut);
}

/** Shows that the valid credential works: by a read, or where there is none by a connection. */
async function proof(parts: RunParts, events: EventRun, shut: string | undefined): Promise<string | undefined> {
  if (parts.operations.length === 0 && parts.webhooks.length === 0)
    return events.hasChannels ? shut : "nobody here speaks to its channels";
  const read = await preflight(parts);
  return read === noRead && events.hasChannels ? shut : read;
}
