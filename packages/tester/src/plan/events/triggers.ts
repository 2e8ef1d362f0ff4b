import type { Channel, Contract, Message, Operation, Schema } from "@parlance/contract";
import { namesIn, parametersOf } from "../../connect/addresses.js";
import type { Profile } from "../../profile/profile.js";
import { pointerTo } from "../../values/pointer.js";
import { resolve, type Schemas, schemasOf } from "../../values/schemas.js";
import { answerSchema, type Resource, resourcesOf } from "../resource.js";
import { type Effect, effectOf, pastOf, singular, wordsOf } from "./words.js";

/** An operation that causes a message, as the documents show it. */
export interface Trigger {
  readonly channel: Channel;
  readonly message: string;
  readonly operation: Operation;
  readonly effect: Effect;
  /** What the operation is about. */
  readonly resource: Resource;
}

/** Words that say what became of a thing and nothing else. */
const plainWords = new Set(["created", "updated", "deleted"]);
/** How deep a resource is looked for in a payload. */
const depth = 4;

/** Which operations cause which messages of these channels: what the profile says, and otherwise what names and schemas show. */
export function triggersOf(
  channels: readonly Channel[],
  { contract, operations, profile }: { contract: Contract; operations: readonly Operation[]; profile: Profile },
): readonly Trigger[] {
  const resources = resourcesOf(operations);
  const schemas = schemasOf(contract);
  return channels.flatMap((channel) => {
    const found = received(channel).flatMap((name): readonly Inferred[] => {
      const operation = profile.triggers?.[name];
      if (operation !== undefined) return namedTriggers({ channel, name, operation, resources });
      const message = contract.messages.find((each) => each.name === name);
      return message === undefined ? [] : ofOneResource(channel, message, { resources, schemas });
    });
    // That a room was started may be another thing than that it was created, if both are told.
    const exact = new Set(found.filter(({ isExact }) => isExact).map(({ operation }) => operation));
    return found.filter(({ isExact, operation }) => isExact || !exact.has(operation));
  });
}

interface Inferred extends Trigger {
  /** The message says just what the operation does. */
  readonly isExact: boolean;
  /** How the message is about it: it carries the resource, comes on an address that the path names, or tells an id. */
  readonly by: "payload" | "address" | "id";
}

/** Of several resources that a message could be about none is taken, unless it carries one. */
function ofOneResource(
  channel: Channel,
  message: Message,
  { resources, schemas }: { readonly resources: readonly Resource[]; readonly schemas: Schemas },
): readonly Inferred[] {
  const all = resources.flatMap((resource) => inferred({ channel, message, resource, schemas }));
  const of = (some: readonly Inferred[]) => (new Set(some.map(({ resource }) => resource)).size === 1 ? some : []);
  const carried = of(all.filter(({ by }) => by === "payload"));
  return carried.length > 0 ? carried : of(all);
}

/** The messages of a channel that come to a client. */
export function received({ messages, operations }: Channel): readonly string[] {
  const sent = new Set(operations.flatMap((each) => (each.action === "send" ? each.messages : [])));
  const got = new Set(operations.flatMap((each) => (each.action === "receive" ? each.messages : [])));
  return messages.filter((each) => got.has(each) || !sent.has(each));
}

function namedTriggers(options: {
  readonly channel: Channel;
  readonly name: string;
  readonly operation: string;
  readonly resources: readonly Resource[];
}): readonly Inferred[] {
  const { channel, name: message, operation: id, resources } = options;
  return resources.flatMap((resource) =>
    rolesOf(resource)
      .filter(({ operation }) => operation.id === id)
      .map((role) => ({ channel, message, resource, ...role, isExact: true, by: "payload" })),
  );
}

function inferred(options: {
  readonly channel: Channel;
  readonly message: Message;
  readonly resource: Resource;
  readonly schemas: Schemas;
}): readonly Inferred[] {
  const { channel, message, resource } = options;
  const by = relation(options);
  if (by === undefined) return [];
  const words = wordsOf(message.name);
  const last = words.at(-1) ?? "";
  return rolesOf(resource).flatMap(({ operation, effect }): readonly Inferred[] => {
    const isItsPast = pastOf(wordsOf(operation.id).at(-1) ?? "") === last;
    const isEffect = isItsPast || effectOf(last) === effect;
    // A message that is named as the thing alone tells that there is one more.
    const noun = isEffect ? words.slice(0, -1) : effect === "create" && effectOf(last) === undefined ? words : [];
    if (noun.length === 0 || !isNamedAs(noun, resource)) return [];
    const isExact = isItsPast || plainWords.has(last) || noun === words;
    // That there is some id says little: then the name must say all.
    if (by === "id" && !(isItsPast || plainWords.has(last))) return [];
    return [{ channel, message: message.name, operation, effect, resource, isExact, by }];
  });
}

function rolesOf({ create, changes, remove }: Resource): readonly { operation: Operation; effect: Effect }[] {
  return [
    { operation: create, effect: "create" },
    ...changes.map((operation) => ({ operation, effect: "change" as const })),
    ...(remove === undefined ? [] : [{ operation: remove, effect: "remove" as const }]),
  ];
}

/** The noun is the collection's, or ends the words of the path: `room member` for `/rooms/{room}/members`. */
function isNamedAs(noun: readonly string[], { collection }: Resource): boolean {
  const path = collection
    .split("/")
    .filter((each) => each !== "" && !each.startsWith("{"))
    .flatMap((each) => wordsOf(each).map(singular));
  const wanted = noun.map(singular).join(" ");
  const whole = path.join(" ");
  return whole === wanted || whole.endsWith(` ${wanted}`);
}

function relation(options: {
  readonly channel: Channel;
  readonly message: Message;
  readonly resource: Resource;
  readonly schemas: Schemas;
}): Inferred["by"] | undefined {
  const { channel, message, resource, schemas } = options;
  const { payload } = message;
  if (payload !== undefined && resourceIn(payload, resourceSchemas(resource), schemas) !== undefined) return "payload";
  const known = new Set([...namesIn(resource.collection), resource.parameter]);
  const parameters = parametersOf(channel);
  if (parameters.length > 0 && parameters.every((each) => known.has(each))) return "address";
  return payload !== undefined && idIn(payload, resource, schemas, 0) ? "id" : undefined;
}

/** True if a payload has a member that can be the id of a resource. */
function idIn(schema: Schema, resource: Resource, schemas: Schemas, level: number): boolean {
  const target = resolve(schema, schemas);
  if (target.kind !== "object" || level > 1) return false;
  const noun = singular(wordsOf(resource.collection.split("/").at(-1) ?? "").at(-1) ?? "");
  const names = new Set(["id", noun, `${noun}id`]);
  return target.properties.some(
    ({ name, schema: member }) =>
      (names.has(wordsOf(name).join("")) && resolve(member, schemas).kind === "scalar") ||
      idIn(member, resource, schemas, level + 1),
  );
}

/** The names of the schemas that show a resource. */
export function resourceSchemas({ create, get }: Resource): ReadonlySet<string> {
  const answers = [create, get].map((each) => (each === undefined ? undefined : answerSchema(each)));
  return new Set(answers.flatMap((each) => (each?.kind === "ref" ? [each.name] : [])));
}

/** JSON pointer to a value of one of the named schemas. */
export function resourceIn(
  schema: Schema,
  names: ReadonlySet<string>,
  schemas: Schemas,
  level = 0,
): string | undefined {
  if (schema.kind === "ref" && names.has(schema.name)) return "";
  if (level > depth) return undefined;
  const target = resolve(schema, schemas);
  const inner =
    target.kind === "nullable" ? [target.schema] : target.kind === "intersection" ? target.members : undefined;
  for (const each of inner ?? []) {
    const found = resourceIn(each, names, schemas, level + 1);
    if (found !== undefined) return found;
  }
  if (target.kind !== "object") return undefined;
  for (const { name, schema: member } of target.properties) {
    const found = resourceIn(member, names, schemas, level + 1);
    if (found !== undefined) return `${pointerTo(name)}${found}`;
  }
  return undefined;
}
