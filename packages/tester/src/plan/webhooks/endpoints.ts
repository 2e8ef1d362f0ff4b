import { randomBytes } from "node:crypto";
import type { Json, Operation, Schema } from "@parlance/contract";
import { withValueAt } from "../../values/pointer.js";
import type { CredentialClass } from "../case.js";
import { versionHeader } from "../ground.js";
import type { Planner } from "../planner.js";
import type { ScenarioStep } from "../scenario.js";
import type { Step, Taken } from "../sequence.js";
import type { Registration } from "./registration.js";
import type { Role } from "./roles.js";

/** What registering endpoints takes. */
export interface EndpointOptions {
  readonly registration: Registration;
  readonly planner: Planner;
  /** Chooses the values. */
  readonly n: number;
  /** Part of names, so that nobody else has them. */
  readonly salt: string;
}

/** How one endpoint is registered. */
export interface EndpointWish {
  /** The sink that it leads to. */
  readonly sink: string;
  /** The webhook that it asks for. */
  readonly event: string;
  /** Default `valid`. */
  readonly credential?: CredentialClass;
  /** An address in place of the sink's. */
  readonly url?: string;
}

/** The name of the step that registers the endpoint of a sink. */
export function registerName(sink: string): string {
  return `register ${sink}`;
}

/** The sink that a step is about, by the step's name; undefined: it is about none alone. */
export function sinkOfStep(name: string): string | undefined {
  return /^(?:register|secret of|change|remove) (.+)$/u.exec(name)?.[1];
}

/** The steps that register an endpoint and learn its secret; undefined if no allowed request can be made. */
export function registerSteps(wish: EndpointWish, options: EndpointOptions): readonly ScenarioStep[] | undefined {
  const { sink, event, credential = "valid", url } = wish;
  const { create, events, secret, url: pointer } = options.registration;
  const { planner, n, salt } = options;
  const planned = planner.positive(create, n, { refinement: { density: 0, salt: `${salt} ${sink}` } });
  if ("missing" in planned || planned.case.body?.kind !== "value") return undefined;
  const given = secret?.from === "body" ? freshSecret(secret.schema, planner) : undefined;
  const members: readonly (readonly [pointer: string, value: Json])[] = [
    ...(events === undefined ? [] : [[events.pointer, events.many ? [event] : event] as const]),
    ...(secret?.from === "body" && given !== undefined ? [[secret.pointer, given] as const] : []),
    ...(url === undefined ? [] : [[pointer, url] as const]),
  ];
  const value = members.reduce<Json>((body, [at, put]) => withValueAt(body, at, put), planned.case.body.value);
  const step: Step = {
    name: registerName(sink),
    case: { ...planned.case, credential, body: { ...planned.case.body, value } },
    takes: url === undefined ? [{ into: { in: "body", name: pointer }, what: "url", from: sink }] : [],
    goOn: true,
  };
  const read = secret?.from === "answer" ? secret.read : undefined;
  const learn = read === undefined ? undefined : onEndpoint(secretName(sink), { ...options, sink, operation: read });
  return [{ do: "call", step }, ...(learn === undefined ? [] : [learn])];
}

/** The name of the step that reads a sink's secret, where the registration does not tell it. */
export function secretName(sink: string): string {
  return `secret of ${sink}`;
}

/** A call about the endpoint of a sink; undefined if no allowed request can be made. */
export function onEndpoint(
  name: string,
  options: EndpointOptions & { readonly sink: string; readonly operation: Operation; readonly body?: Json },
): ScenarioStep | undefined {
  const { sink, operation, planner, n, body, registration } = options;
  const parameter = /^\/\{([^{}]+)\}/u.exec(operation.path.slice(registration.create.path.length))?.[1];
  if (parameter === undefined) return undefined;
  const from = registerName(sink);
  const takes: Taken[] = [{ into: { in: "path", name: parameter }, what: "id", from }];
  const version = versionHeader(operation);
  if (version?.required === true) takes.push({ into: version, what: "etag", from });
  const planned = planner.positive(operation, n, {
    refinement: { density: 0, salt: "" },
    without: takes.map(({ into }) => into),
  });
  if ("missing" in planned) return undefined;
  const made =
    body !== undefined && planned.case.body?.kind === "value"
      ? { ...planned.case, body: { ...planned.case.body, value: body } }
      : planned.case;
  return { do: "call", step: { name, case: made, takes, goOn: true } };
}

/** Removes the endpoints of sinks, so that nothing more is sent to those that are closed. */
export function removal(sinks: readonly string[], options: EndpointOptions): readonly ScenarioStep[] {
  const operation = options.registration.resource?.remove;
  if (operation === undefined) return [];
  return sinks.flatMap((sink) => {
    const step = onEndpoint(`remove ${sink}`, { ...options, sink, operation });
    if (step?.do !== "call") return [];
    const credential = sink === ("stranger" satisfies Role) ? "otherTenant" : "valid";
    return [{ ...step, step: { ...step.step, case: { ...step.step.case, credential } } } as const];
  });
}

/** A secret that nobody has, in a form that the schema allows; undefined if none of the usual forms is. */
function freshSecret(schema: Schema, planner: Planner): string | undefined {
  const bytes = randomBytes(32);
  return [`whsec_${bytes.toString("base64")}`, bytes.toString("hex"), bytes.toString("hex").slice(0, 32)].find((text) =>
    planner.validators.isValid(schema, text),
  );
}
