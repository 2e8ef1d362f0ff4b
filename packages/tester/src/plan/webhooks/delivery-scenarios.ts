import type { Json, Operation } from "@parlance/contract";
import type { Scenario, ScenarioStep } from "../scenario.js";
import type { Step } from "../sequence.js";
import { causeName } from "./causes.js";
import { type EndpointOptions, type EndpointWish, onEndpoint, registerSteps, removal } from "./endpoints.js";
import { retried, type Role, roles, silent } from "./roles.js";

/** What all scenarios of webhooks are made with. */
export interface DeliveryOptions extends EndpointOptions {
  /** The webhook that is to come. */
  readonly webhook: string;
}

/** The sink of a scenario with only one. */
export const onlySink = "asked";

/** How long a server has to act on what endpoints answered. */
const settlingMs = 300;
/** How long is waited at the end for what must not come, behind what came. */
const quietMs = 400;

/** One endpoint asks for an event, which is caused then. Undefined: the contract does not show how. */
export function plainDelivery(cause: readonly Step[], options: DeliveryOptions): Scenario | undefined {
  const { webhook } = options;
  const register = registerSteps({ sink: onlySink, event: webhook }, options);
  if (register === undefined) return undefined;
  return scenario(webhook, [
    { do: "listen", as: onlySink, script: [{ answer: 204 }] },
    ...register,
    ...calls(cause),
    { do: "wait", until: { deliveries: 1, of: [onlySink] }, after: causeName(1) },
    ...removal([onlySink], options),
  ]);
}

/** What a scenario of many endpoints needs to know beside. */
export interface ManyOptions extends DeliveryOptions {
  /** The roles that are played, of those that the contract shows how to. */
  readonly roles: readonly Role[];
  /** Another webhook that an endpoint can ask for. */
  readonly other?: string;
  /** How long is waited for second attempts. */
  readonly webhookMs: number;
}

/** The roles that can be played. */
export function playable(
  options: EndpointOptions & Pick<ManyOptions, "other"> & { readonly otherTenant: boolean },
): readonly Role[] {
  const { resource, rotation, disabling, events } = options.registration;
  const lacks = new Set<Role>([
    ...(resource?.remove === undefined ? (["deleted"] as const) : []),
    ...(rotation === undefined ? (["rotated"] as const) : []),
    ...(disabling === undefined ? (["disabled"] as const) : []),
    ...(options.other === undefined || events === undefined ? (["other"] as const) : []),
    ...(options.otherTenant ? [] : (["stranger"] as const)),
  ]);
  return (Object.keys(roles) as Role[]).filter((each) => !lacks.has(each));
}

/**
 * Many endpoints ask for an event, and each answers in its own way. The event is caused twice: once for all, and again when those
 * that failed were tried again, for those that are to get no more.
 */
export function manyDeliveries(
  causes: readonly [readonly Step[], readonly Step[]],
  options: ManyOptions,
): Scenario | undefined {
  const { webhook, webhookMs } = options;
  const played = (Object.keys(roles) as Role[]).filter((each) => options.roles.includes(each));
  const registered = played.filter((each) => each !== "elsewhere");
  const register = registered.map((role) => registerSteps(wishOf(role, options), options));
  if (register.includes(undefined)) return undefined;
  const receiving = registered.filter((each) => !silent.includes(each));
  const again = receiving.filter((each) => retried.includes(each));
  const healthy = receiving.filter((each) => each === "first" || each === "last");
  return scenario(webhook, [
    ...played.map((as): ScenarioStep => ({ do: "listen", as, script: roles[as] })),
    ...register.flatMap((each) => each ?? []),
    ...changes(registered, options),
    ...calls(causes[0]),
    { do: "wait", until: { deliveries: 1, of: receiving }, after: causeName(1) },
    ...(again.length === 0 ? [] : [{ do: "wait", until: { deliveries: 2, of: again, withinMs: webhookMs } } as const]),
    { do: "wait", until: { quietMs: settlingMs } },
    ...calls(causes[1]),
    { do: "wait", until: { deliveries: 2, of: healthy }, after: causeName(2) },
    { do: "wait", until: { quietMs } },
    ...removal(registered, options),
  ]);
}

function wishOf(role: Role, { webhook, other }: ManyOptions): EndpointWish {
  if (role === "other") return { sink: role, event: other ?? webhook };
  return { sink: role, event: webhook, ...(role === "stranger" && { credential: "otherTenant" }) };
}

/** The name of the step that changes the endpoint of a sink as its role says. */
export function changeName(sink: string): string {
  return `change ${sink}`;
}

function changes(registered: readonly Role[], options: ManyOptions): readonly ScenarioStep[] {
  const { resource, rotation, disabling } = options.registration;
  const of = (sink: Role, operation: Operation | undefined, body?: Json) => {
    if (!registered.includes(sink) || operation === undefined) return [];
    const step = onEndpoint(changeName(sink), { ...options, sink, operation, ...(body !== undefined && { body }) });
    return step === undefined ? [] : [step];
  };
  return [
    ...of("rotated", rotation?.operation),
    ...of("disabled", disabling?.operation, disabling?.body),
    ...of("deleted", resource?.remove),
  ];
}

function calls(steps: readonly Step[]): readonly ScenarioStep[] {
  return steps.map((step) => ({ do: "call", step }));
}

function scenario(subject: string, steps: readonly ScenarioStep[]): Scenario {
  return { kind: "delivery", subject, steps };
}
