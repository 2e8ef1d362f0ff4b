import type { Contract, Operation, Schema } from "@parlance/contract";
import type { WebhookProfile } from "../../profile/webhook-profile.js";
import { type Schemas, schemasOf } from "../../values/schemas.js";
import { Validators } from "../../values/validator.js";
import { jsonContent } from "../planner.js";
import { answerSchema, type Resource, resourcesOf } from "../resource.js";
import {
  type BelowEndpoint,
  type Disabling,
  disablingOf,
  type Rotation,
  rotationOf,
  secretReadOf,
} from "./endpoint-operations.js";
import { isFreeText, isText, type Member, membersOf, plainSchema } from "./members.js";

/** How an endpoint says which events it wants. */
export interface EventsMember {
  /** JSON pointer in the body. */
  readonly pointer: string;
  /** True for a list of names. */
  readonly many: boolean;
  /** True if the schema allows that name. */
  accepts(name: string): boolean;
}

/** Where an endpoint's secret is known from. */
export type SecretSource =
  /** The answer of the registration, or of an operation that reads it, has it at the pointer. */
  | { readonly from: "answer"; readonly pointer: string; readonly read?: Operation }
  /** The registration takes one, at the pointer of its body. */
  | { readonly from: "body"; readonly pointer: string; readonly schema: Schema }
  /** All endpoints have this one. */
  | { readonly from: "profile"; readonly secret: string };

/** How endpoints of webhooks are registered, changed and ended. */
export interface Registration {
  readonly create: Operation;
  readonly resource?: Resource;
  /** JSON pointer to the URL in the body. */
  readonly url: string;
  /** Absent: every endpoint gets everything. */
  readonly events?: EventsMember;
  readonly secret?: SecretSource;
  readonly rotation?: Rotation;
  readonly disabling?: Disabling;
}

/** How webhooks are registered, or why that is not known. */
export type Registered = { readonly registration: Registration } | { readonly missing: string };

/** Names of the member that holds an endpoint's address, compared without hyphens and underscores. */
const urlNames =
  /^(?:(?:webhook|target|callback|endpoint|hook|notify|delivery|post)?(?:url|uri)|endpoint|destination)$/u;
/** Names of the member that says which events an endpoint is to get. */
const eventNames =
  /^(?:(?:enabled|subscribed|webhook|filter)?(?:events?|eventtypes?|topics?|types?)|subscriptions|triggers?)$/u;
const secretNames = /^(?:(?:webhook|signing|shared|client)?secret(?:key)?|signingkey|verificationkey)$/u;
const hookPath = /(?:web)?hooks?|callbacks?|notification|event-?destinations?|webhook-?endpoints?/iu;

/** Finds the operation that registers endpoints: the one that the profile names, or the only one that looks like it. */
export function registrationOf(contract: Contract, profile: WebhookProfile = {}): Registered {
  const schemas = schemasOf(contract);
  const { register } = profile;
  const candidates = contract.operations.flatMap((create): readonly Registration[] => {
    if (register === undefined ? create.method !== "POST" : create.id !== register) return [];
    const found = asRegistration(create, { contract, schemas, profile });
    return found === undefined ? [] : [found];
  });
  const best = Math.max(...candidates.map(likeliness));
  const [only, ...others] = candidates.filter((each) => likeliness(each) === best);
  if (only !== undefined && others.length === 0) return { registration: only };
  if (register !== undefined)
    return { missing: `${register} takes no URL, or is no operation; the profile can say where it stands` };
  const which = [only, ...others].flatMap((each) => (each === undefined ? [] : [each.create.id]));
  return {
    missing:
      which.length === 0
        ? "no operation was found that registers an endpoint; the profile can name it"
        : `several operations look as if they registered endpoints (${which.join(", ")}); the profile can name the one`,
  };
}

/** How much speaks for a registration: that it takes names of events, that its path speaks of webhooks, that it has a secret. */
function likeliness({ events, create, secret }: Registration): number {
  return (events === undefined ? 0 : 4) + (isHookPath(create) ? 2 : 0) + (secret === undefined ? 0 : 1);
}

interface Sight {
  readonly contract: Contract;
  readonly schemas: Schemas;
  readonly profile: WebhookProfile;
}

function asRegistration(create: Operation, { contract, schemas, profile }: Sight): Registration | undefined {
  const members = membersOf(jsonContent(create)?.schema, schemas);
  const url = profile.url ?? members.find(isUrl)?.pointer;
  if (url === undefined) return undefined;
  const events = eventsMember(members, { contract, schemas, profile });
  const isNamed = profile.register !== undefined;
  if (!isNamed && events === undefined && !isHookPath(create)) return undefined;
  const resource = resourcesOf(contract.operations).find((each) => each.create.id === create.id);
  const below = { operations: contract.operations, create, schemas };
  const secret = secretOf(members, below, profile);
  const rotation = rotationOf(below, secretPointer, profile.rotate);
  const disabling = disablingOf(below, resource, profile.disable);
  return {
    create,
    url,
    ...(resource !== undefined && { resource }),
    ...(events !== undefined && { events }),
    ...(secret !== undefined && { secret }),
    ...(rotation !== undefined && { rotation }),
    ...(disabling !== undefined && { disabling }),
  };
}

function isUrl({ name, schema }: Member): boolean {
  if (!isFreeText(schema)) return false;
  return urlNames.test(plainName(name)) || (schema.kind === "scalar" && /^(?:uri|url)$/u.test(schema.format ?? ""));
}

/** The member whose items, or whose text, may be the name of a webhook. */
function eventsMember(members: readonly Member[], { contract, schemas, profile }: Sight): EventsMember | undefined {
  const validators = new Validators(contract);
  const names = contract.webhooks.map(({ name }) => name);
  for (const { name, pointer, schema } of members) {
    if (profile.events === undefined ? !eventNames.test(plainName(name)) : pointer !== profile.events) continue;
    const items = schema.kind === "list" && schema.items !== false ? plainSchema(schema.items, schemas) : undefined;
    const text = items ?? schema;
    if (!isText(text)) continue;
    const accepts = (each: string) => validators.isValid(text, each);
    if (names.some(accepts)) return { pointer, many: items !== undefined, accepts };
  }
  return undefined;
}

function secretOf(
  members: readonly Member[],
  below: BelowEndpoint,
  { secret }: WebhookProfile,
): SecretSource | undefined {
  if (secret !== undefined)
    return secret.startsWith("/") ? { from: "answer", pointer: secret } : { from: "profile", secret };
  const told = secretPointer(below.create, below.schemas);
  if (told !== undefined) return { from: "answer", pointer: told };
  const given = members.find(({ name, schema }) => secretNames.test(plainName(name)) && isFreeText(schema));
  if (given !== undefined) return { from: "body", pointer: given.pointer, schema: given.schema };
  const read = secretReadOf(below);
  return read === undefined ? undefined : { from: "answer", ...read };
}

/** Where the answer of an operation tells a secret. */
function secretPointer(operation: Operation, schemas: Schemas): string | undefined {
  const told = membersOf(answerSchema(operation), schemas);
  return told.find(({ name, schema }) => secretNames.test(plainName(name)) && isFreeText(schema))?.pointer;
}

function isHookPath({ path }: Operation): boolean {
  return hookPath.test(path.split("/").at(-1) ?? "");
}

function plainName(name: string): string {
  return name.replaceAll(/[-_]/gu, "").toLowerCase();
}
