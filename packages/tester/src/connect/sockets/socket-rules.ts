import type { Channel, ChannelOperation, Contract, Json, JsonObject, Message, Schema } from "@parlance/contract";
import { isObject, isScalar } from "../../values/json-kinds.js";
import { valueAt } from "../../values/pointer.js";
import { resolve, type Schemas, schemasOf } from "../../values/schemas.js";

/** How one subscribes over a socket. */
export interface SubscriptionRule {
  readonly subscribe: string;
  readonly unsubscribe?: string;
  /** Pointer to the key in both. */
  readonly key: string;
  /** Pointer to the key in messages that come. */
  readonly of: string;
}

/** Where the token goes. */
export type TokenRule =
  | { readonly in: "query" | "header"; readonly name: string; readonly plain?: boolean }
  | { readonly in: "message"; readonly message: string; readonly pointer: string };

/** What is acknowledged to the server. */
export interface AcknowledgementRule {
  readonly messages: readonly string[];
  readonly id: string;
  readonly answer: string;
  readonly of: string;
}

/** What the documents say of one socket: of all channels that share its address. */
export interface SocketRules {
  readonly channels: readonly Channel[];
  readonly operations: readonly ChannelOperation[];
  readonly messages: readonly Message[];
  readonly subscription?: SubscriptionRule;
  readonly token?: TokenRule;
  /** Message that is sent as a sign of life. */
  readonly heartbeat?: string;
  /** Pointer to the position in messages that come. */
  readonly position?: string;
  readonly acknowledgement?: AcknowledgementRule;
}

/** Where one connection carries several addresses, what comes behind this is the key of one. */
export const keySeparator = "#";

/** The name that a key has among the parameters of its address: that of the member that it is in. */
export function keyName(pointer: string): string {
  return pointer.split("/").at(-1) ?? pointer;
}

/** The rules of the socket on which a channel is. The extensions of one channel hold for all of its address. */
export function rulesOf(channel: Channel, contract: Contract): SocketRules {
  const channels = contract.channels.filter(({ address }) => address === channel.address);
  const names = new Set(channels.flatMap((each) => each.messages));
  const told = (name: string): JsonObject | undefined =>
    channels.map(({ extensions }) => extensions?.[`x-parlance-${name}`]).find(isObject);
  // The contract reports extensions that are not as they should be, and leaves them out.
  const subscription = told("subscription") as unknown as SubscriptionRule | undefined;
  const token = told("token") as unknown as TokenRule | undefined;
  const acknowledgement = told("acknowledgement")?.["receive"] as unknown as AcknowledgementRule | undefined;
  const heartbeat = told("heartbeat")?.["send"];
  const position = told("resume")?.["position"];
  return {
    channels,
    operations: channels.flatMap((each) => each.operations),
    messages: contract.messages.filter(({ name }) => names.has(name)),
    ...(subscription !== undefined && { subscription }),
    ...(token !== undefined && { token }),
    ...(typeof heartbeat === "string" && { heartbeat }),
    ...(typeof position === "string" && { position }),
    ...(acknowledgement !== undefined && { acknowledgement }),
  };
}

/** Messages that a client sends for the protocol's sake, and not for what they say. */
export function ownMessages({ subscription, token, acknowledgement }: SocketRules): ReadonlySet<string> {
  const { subscribe, unsubscribe } = subscription ?? {};
  const login = token?.in === "message" ? token.message : undefined;
  return new Set([subscribe, unsubscribe, login, acknowledgement?.answer].filter((each) => each !== undefined));
}

/** True if one subscribes by a message, and the document does not say which: then nothing need come by itself. */
export function hidesSubscribing({ subscription, operations }: SocketRules): boolean {
  const sent = operations.flatMap(({ action, messages }) => (action === "send" ? messages : []));
  return (
    subscription === undefined && sent.some((each) => /subscri|join|watch|listen|follow|attach|enter/iu.test(each))
  );
}

/** Messages that a client may send and also receives: what one publishes others get. */
export function broadcastOf({ operations }: SocketRules): string | undefined {
  const messages = (action: "send" | "receive") =>
    operations.filter((each) => each.action === action).flatMap((each) => each.messages);
  const came = new Set(messages("receive"));
  return messages("send").find((each) => came.has(each));
}

/** The messages that answer one, if it has answers. */
export function repliesTo({ operations }: SocketRules, message: string): readonly string[] {
  return operations.find((each) => each.action === "send" && each.messages.includes(message))?.reply?.messages ?? [];
}

/** Pointer to what tells a request and its answer, if the message has one. */
export function correlationIn(message: Message | undefined): string | undefined {
  return /^\$message\.payload#(\/.*)$/u.exec(message?.correlation ?? "")?.[1];
}

/** What tells a request and its answer, in a message with that name; undefined if it has no such. */
export function correlationOf({ messages }: SocketRules, name: string, frame: Json): string | number | undefined {
  const pointer = correlationIn(messages.find((each) => each.name === name));
  const id = pointer === undefined ? undefined : valueAt(frame, pointer);
  return isScalar(id) ? id : undefined;
}

/** True for what is pushed, and not only an answer. */
export function isEvent({ operations }: SocketRules, message: string): boolean {
  const isReceived = operations.some((each) => each.action === "receive" && each.messages.includes(message));
  return isReceived || !isReply({ operations }, message);
}

/** True for what answers something. */
export function isReply({ operations }: Pick<SocketRules, "operations">, message: string): boolean {
  return operations.some(({ reply }) => reply?.messages.includes(message) === true);
}

/** The schema at a pointer. */
export function schemaAt(schema: Schema | undefined, pointer: string, contract: Contract): Schema | undefined {
  const schemas: Schemas = schemasOf(contract);
  let current = schema;
  for (const name of pointer.split("/").slice(1)) {
    const target = current === undefined ? undefined : resolve(current, schemas);
    current = target?.kind === "object" ? target.properties.find((each) => each.name === name)?.schema : undefined;
  }
  return current === undefined ? undefined : resolve(current, schemas);
}

/** The values that a schema allows, if they are few: its constant, or those of an enum. */
export function listedValues(schema: Schema | undefined): readonly Json[] {
  if (schema?.kind === "const") return [schema.value];
  return schema?.kind === "enum" ? schema.values : [];
}
