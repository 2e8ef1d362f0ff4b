import type { Contract, Json, Webhook } from "@parlance/contract";
import type { Trigger } from "../../../plan/events/triggers.js";
import { causeName } from "../../../plan/webhooks/causes.js";
import { changeName } from "../../../plan/webhooks/delivery-scenarios.js";
import { registerName, secretName } from "../../../plan/webhooks/endpoints.js";
import type { Registration } from "../../../plan/webhooks/registration.js";
import type { Role } from "../../../plan/webhooks/roles.js";
import type { WebhookProfile } from "../../../profile/webhook-profile.js";
import { type Exchange, isSuccess, isSuccessStatus, jsonOf, pathOf } from "../../../run/exchange.js";
import { createdId } from "../../../run/ids.js";
import { isObject } from "../../../values/json-kinds.js";
import type { Entry, Story } from "../../../run/story.js";
import { valueAt } from "../../../values/pointer.js";
import { jsonIn, sameDelivery } from "../../../webhooks/delivery.js";

/** What is known of a webhook before it is tested. */
export interface DeliverySetup {
  readonly contract: Contract;
  readonly webhook: Webhook;
  readonly trigger: Trigger;
  readonly registration: Registration;
  readonly profile: WebhookProfile;
  /** Milliseconds in which an event must come. */
  readonly eventMs: number;
}

/** A request at a sink. */
export interface Attempt extends Extract<Entry, { readonly kind: "hooked" }> {
  /** Index in the story. */
  readonly entry: number;
  /** The same for all attempts of one delivery, as far as can be told. */
  readonly key: string;
  /** The webhook that it says it is, where it says so. */
  readonly named?: string;
}

/** An endpoint of the tester. */
export interface Endpoint {
  /** Name of the sink: its role, where the scenario has many. */
  readonly sink: string;
  /** The webhook that it asked for; undefined if endpoints get everything. */
  readonly asked?: string;
  /** The secret that it was registered with, and the one that took its place. */
  readonly secret?: string;
  readonly rotated?: string;
  /** True if what its role asks for was done to it. */
  readonly changed: boolean;
  readonly attempts: readonly Attempt[];
}

/** What was done to cause an event. */
export interface Cause {
  readonly number: number;
  readonly atMs: number;
  readonly exchange: Exchange;
  /** Ids by which an event shows that it is about this. */
  readonly ids: readonly Json[];
}

/** A story of webhooks, by endpoints and causes. */
export interface Deliveries {
  readonly setup: DeliverySetup;
  readonly story: Story;
  /** Those that the server has registered. */
  readonly endpoints: readonly Endpoint[];
  /** Those that the server carried out. */
  readonly causes: readonly Cause[];
}

type Called = Extract<Entry, { readonly kind: "called" }>;

/** Reads a story of webhooks. */
export function readDeliveries(story: Story, setup: DeliverySetup): Deliveries {
  const calls = story.entries.filter((each): each is Called => each.kind === "called" && isSuccess(each.exchange));
  const sinks = story.scenario.steps.flatMap((step) => (step.do === "listen" ? [step.as] : []));
  const find = (name: string) => calls.find((each) => each.name === name)?.exchange;
  return {
    setup,
    story,
    endpoints: sinks.flatMap((sink) => endpointOf(sink, { find, story, setup })),
    causes: [1, 2].flatMap((number) => {
      const call = calls.find((each) => each.name === causeName(number));
      return call === undefined ? [] : [{ number, atMs: call.atMs, exchange: call.exchange, ids: idsOf(call, setup) }];
    }),
  };
}

/** The endpoint of a sink, if the server registered one. */
export function endpointAt({ endpoints }: Deliveries, role: Role): Endpoint | undefined {
  return endpoints.find(({ sink }) => sink === role);
}

/** The attempts at an endpoint that tell of what was done. */
export function attemptsAbout({ attempts }: Endpoint, { ids }: Cause): readonly Attempt[] {
  return attempts.filter((attempt) => tells(jsonIn(attempt), ids));
}

/** True for an answer of 2xx. */
export function isTaken({ answered: { answer } }: Attempt): boolean {
  return typeof answer === "number" && isSuccessStatus(answer);
}

interface Reading {
  readonly find: (name: string) => Exchange | undefined;
  readonly story: Story;
  readonly setup: DeliverySetup;
}

function endpointOf(sink: string, { find, story, setup }: Reading): readonly Endpoint[] {
  const attempts = attemptsAt(sink, story, setup);
  const registered = find(registerName(sink));
  // Nobody registers the place to which another one sends on.
  if (sink === ("elsewhere" satisfies Role)) return [{ sink, attempts, changed: false }];
  if (registered === undefined) return [];
  const { registration } = setup;
  const changed = find(changeName(sink));
  const secret = secretOf(registered, find(secretName(sink)), registration);
  const rotated = sink === "rotated" ? toldText(changed, registration.rotation?.secret) : undefined;
  const asked = askedFor(registered, registration);
  return [
    {
      sink,
      attempts,
      changed: changed !== undefined,
      ...(asked !== undefined && { asked }),
      ...(secret !== undefined && { secret }),
      ...(rotated !== undefined && { rotated }),
    },
  ];
}

function attemptsAt(sink: string, { entries }: Story, setup: DeliverySetup): readonly Attempt[] {
  return entries.flatMap((entry, index): readonly Attempt[] => {
    if (entry.kind !== "hooked" || entry.by !== sink) return [];
    const named = namedBy(entry, setup.contract);
    return [{ ...entry, entry: index, key: sameDelivery(entry), ...(named !== undefined && { named }) }];
  });
}

/** The webhook that a request names: in a header of events, or in a member of its body. */
function namedBy(entry: Extract<Entry, { kind: "hooked" }>, { webhooks }: Contract): string | undefined {
  const names = new Set(webhooks.map(({ name }) => name));
  const header = entry.headers.find(([name, value]) => /(?:event|topic|type)$/u.test(name) && names.has(value))?.[1];
  const body = jsonIn(entry);
  const members = isObject(body) ? Object.entries(body) : [];
  const member = members.find(([name, value]) => /type|event|topic|name/iu.test(name) && names.has(String(value)));
  return header ?? (member === undefined ? undefined : String(member[1]));
}

function secretOf(registered: Exchange, read: Exchange | undefined, { secret }: Registration): string | undefined {
  if (secret === undefined) return undefined;
  if (secret.from === "profile") return secret.secret;
  if (secret.from === "answer") return toldText(secret.read === undefined ? registered : read, secret.pointer);
  const { body } = registered.case;
  const value = body?.kind === "value" ? valueAt(body.value, secret.pointer) : undefined;
  return typeof value === "string" ? value : undefined;
}

function toldText(exchange: Exchange | undefined, pointer: string | undefined): string | undefined {
  if (exchange?.outcome.kind !== "answer" || pointer === undefined) return undefined;
  const value = valueAt(jsonOf(exchange.outcome)?.value, pointer);
  // Some servers show that there is one, and no more.
  return typeof value === "string" && value !== "" && !/^.{0,8}[*•…]{3}/u.test(value) ? value : undefined;
}

function askedFor({ case: { body } }: Exchange, { events }: Registration): string | undefined {
  if (events === undefined || body?.kind !== "value") return undefined;
  const value = valueAt(body.value, events.many ? `${events.pointer}/0` : events.pointer);
  return typeof value === "string" ? value : undefined;
}

/** The id of what was created, or of what the call's path names last. */
function idsOf({ exchange }: Called, { trigger }: DeliverySetup): readonly Json[] {
  const { outcome, request, case: testCase } = exchange;
  const created =
    trigger.effect === "create" && outcome.kind === "answer" ? createdId(outcome, pathOf(request))?.id : undefined;
  const last = testCase.parameters.findLast((each) => each.in === "path")?.value;
  const id = created ?? (trigger.effect === "create" ? undefined : last);
  return id === undefined ? [] : [id];
}

/** True if one of the ids is somewhere in the value. A number counts only where its member says that it is an id. */
function tells(value: Json | undefined, ids: readonly Json[], name = ""): boolean {
  if (Array.isArray(value)) return (value as readonly Json[]).some((each) => tells(each, ids, name));
  if (isObject(value)) return Object.entries(value).some(([key, each]) => tells(each, ids, key));
  if (value === undefined || !ids.some((each) => String(each) === String(value))) return false;
  return (typeof value === "string" && !/^\d+$/u.test(value)) || /id$|key$|^name$|number$/iu.test(name);
}
