import { createHmac } from "node:crypto";
import type { Json } from "@parlance/contract";
import { deliveryChecks } from "../checks/story/webhooks/delivery-checks.js";
import type { DeliverySetup } from "../checks/story/webhooks/deliveries.js";
import type { Case } from "../plan/case.js";
import type { ScenarioStep, SinkAnswer } from "../plan/scenario.js";
import { webhookTriggers } from "../plan/webhooks/causes.js";
import { registerName } from "../plan/webhooks/endpoints.js";
import { registrationOf } from "../plan/webhooks/registration.js";
import { emptyProfile } from "../profile/profile.js";
import type { WebhookProfile } from "../profile/webhook-profile.js";
import type { Entry, Happening, Story } from "../run/story.js";
import { directed } from "../values/directed.js";
import { Validators } from "../values/validator.js";
import { contractOf } from "./contract-of.js";
import { hooksDocument } from "./hooks-document.js";

/** The secret of all endpoints in stories that are made by hand. */
export const storySecret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
/** When they begin, in milliseconds since 1970. */
const beginsAt = 1_795_253_400_000;

const contract = await contractOf({ openapi: { "things.yaml": hooksDocument } });

/** A request at a sink. What is left out is as a right sender does it. */
export interface ToldAttempt {
  readonly at: string;
  readonly atMs: number;
  readonly answer: SinkAnswer["answer"];
  readonly retryAfter?: number;
  readonly id?: string;
  readonly type?: string;
  /** Id of the thing that it tells of. Default: that of the cause. */
  readonly thing?: string;
  readonly more?: { readonly [name: string]: Json };
  /** Seconds by which the timestamp is behind. Default 0. */
  readonly behind?: number;
  readonly secret?: string;
  /** Others in place of those of Standard Webhooks. */
  readonly headers?: readonly (readonly [string, string])[];
}

/** What happens in a story: calls by their names, and requests at sinks. */
export type Told =
  | { readonly call: string; readonly atMs: number; readonly status?: number; readonly body?: Json }
  | { readonly abandoned: string; readonly atMs: number }
  | ToldAttempt;

/** The checks that find something in a story of `thing.created`, with their messages. */
export function failuresOf(
  told: readonly Told[],
  options: { readonly profile?: WebhookProfile; readonly webhook?: string } = {},
): readonly (readonly [check: string, message: string])[] {
  const { profile = {}, webhook = "thing.created" } = options;
  const story = storyOf(told, webhook);
  const context = { contract, answers: new Validators(directed(contract, "response")) };
  return deliveryChecks(setupOf(webhook, profile)).flatMap((check) =>
    check.look(story, context).map(({ message }) => [check.id, message] as const),
  );
}

function setupOf(name: string, profile: WebhookProfile): DeliverySetup {
  const registered = registrationOf(contract, profile);
  const { operations, webhooks } = contract;
  const trigger = webhookTriggers(webhooks, { contract, operations, profile: emptyProfile }).get(name);
  const webhook = webhooks.find((each) => each.name === name);
  if ("missing" in registered || trigger === undefined || webhook === undefined) throw new Error(`${name} is unknown.`);
  return { contract, webhook, trigger, registration: registered.registration, profile, eventMs: 1000 };
}

function storyOf(told: readonly Told[], subject: string): Story {
  const sinks = new Set(told.flatMap((each) => ("at" in each ? [each.at] : "call" in each ? sinkOf(each.call) : [])));
  const steps = [...sinks].map((as): ScenarioStep => ({ do: "listen", as, script: [] }));
  const isTold = (sink: string) => told.some((each) => "call" in each && each.call === registerName(sink));
  const registered = [...sinks]
    .filter((sink) => !isTold(sink))
    .map((sink): Told => ({ call: registerName(sink), atMs: 0 }));
  const entries = [...registered, ...told].map((each): Entry => {
    const happening: Happening =
      "call" in each
        ? called(each, subject)
        : "abandoned" in each
          ? { kind: "abandoned", by: each.abandoned }
          : hooked(each, subject);
    return { ...happening, step: 0, atMs: each.atMs };
  });
  return { scenario: { kind: "delivery", subject, steps }, entries, whole: true };
}

function sinkOf(call: string): readonly string[] {
  const [, sink] = /^change (.+)$/u.exec(call) ?? [];
  return sink === undefined ? [] : [sink];
}

function called({ call, status = 201, body }: Extract<Told, { call: string }>, subject: string): Happening {
  const isRegistration = !call.startsWith("cause");
  const operation = contract.operations.find(({ id }) => id === (isRegistration ? "hooks.create" : "things.create"));
  if (operation === undefined) throw new Error("The document has no such operation.");
  const asked = call === registerName("other") ? "thing.deleted" : subject;
  const sent = isRegistration ? { url: "http://127.0.0.1/", events: [asked] } : { name: "a" };
  const answer = body ?? (isRegistration ? { id: call, url: "x", secret: storySecret } : { id: "t-1", name: "a" });
  const made: Case = {
    operation: operation.id,
    method: "POST",
    intent: { kind: "positive" },
    credential: "valid",
    parameters: isRegistration ? [] : [{ in: "path", name: "thing", value: "t-1" }],
    body: { kind: "value", mediaType: "application/json", value: sent },
  };
  const request = { method: "POST", target: operation.path, headers: [], secrets: [] };
  const bytes = Buffer.from(JSON.stringify(answer));
  const outcome = { kind: "answer", status, headers: [], body: bytes, elapsedMs: 1 } as const;
  return { kind: "called", name: call, exchange: { case: made, operation, request, outcome } };
}

function hooked(attempt: ToldAttempt, subject: string): Happening {
  const { at, atMs, answer, retryAfter, id = "evt_1", thing = "t-1", more, behind = 0 } = attempt;
  const type = attempt.type ?? (at === "other" ? "thing.deleted" : subject);
  const body = Buffer.from(JSON.stringify({ id, type, data: { id: thing, name: "a" }, ...more }));
  const receivedAt = beginsAt + atMs;
  const timestamp = String(Math.floor(receivedAt / 1000 - behind));
  const key = Buffer.from((attempt.secret ?? storySecret).slice(6), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64");
  const signed = [
    ["webhook-id", id],
    ["webhook-timestamp", timestamp],
    ["webhook-signature", `v1,${signature}`],
  ] as const;
  return {
    kind: "hooked",
    by: at,
    method: "POST",
    target: `/${at}`,
    headers: [["content-type", "application/json"], ...(attempt.headers ?? signed)],
    body,
    receivedAt,
    answered: { answer, ...(retryAfter !== undefined && { headers: { "Retry-After": String(retryAfter) } }) },
  };
}
