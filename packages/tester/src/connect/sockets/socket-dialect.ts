import type { Channel, Contract, Json, Message, Schema } from "@parlance/contract";
import type { CredentialClass } from "../../plan/case.js";
import { type Credential, type Credentials, noCredential } from "../../profile/credential.js";
import { isScalar } from "../../values/json-kinds.js";
import { withValueAt } from "../../values/pointer.js";
import { schemasOf } from "../../values/schemas.js";
import type { Validators } from "../../values/validator.js";
import type { Abilities, Dialect, Link, OpenOptions, Sample } from "../dialect.js";
import { RawSocket } from "../raw-socket.js";
import { Recogniser } from "../recogniser.js";
import { socketServer, socketUrl } from "../socket-url.js";
import { SocketLink } from "./socket-link.js";
import {
  broadcastOf,
  correlationIn,
  hidesSubscribing,
  keySeparator,
  listedValues,
  ownMessages,
  repliesTo,
  rulesOf,
  schemaAt,
  type SocketRules,
} from "./socket-rules.js";

/** What sockets are spoken to with. */
export interface SocketDialectOptions {
  readonly contract: Contract;
  readonly credentials: Credentials;
  /** Validate what comes. */
  readonly answers: Validators;
  /** Makes a value of a schema, chosen by names. */
  readonly make: (schema: Schema, ...names: readonly (string | number)[]) => Json | undefined;
  /** Channels that somebody else speaks to. */
  readonly without: ReadonlySet<string>;
}

/** Sockets of anybody: channels with an address on a server of `ws`, as the extensions describe them, or as they are. */
export class SocketDialect implements Dialect {
  readonly name = "socket";
  readonly isOneDoor = false;
  readonly #options: SocketDialectOptions;
  readonly #rules = new Map<string, SocketRules>();

  constructor(options: SocketDialectOptions) {
    this.#options = options;
  }

  abilities(channel: Channel): Abilities | undefined {
    const { contract, without } = this.#options;
    if (channel.address === null || without.has(channel.name)) return undefined;
    if (channel.extensions?.["x-parlance-channel"] !== undefined) return undefined;
    if (socketServer(channel, contract) === undefined) return undefined;
    const rules = this.#of(channel);
    const listens = !hidesSubscribing(rules);
    const publish = listens && broadcastOf(rules) !== undefined;
    return {
      transports: ["websocket"],
      publish,
      keys: false,
      presence: false,
      fromStart: false,
      listens,
      unsubscribes: rules.subscription?.unsubscribe !== undefined,
      freeNames: publish && this.#keysOf(rules, rules.subscription?.subscribe).length === 0,
      positions: false,
    };
  }

  view(channel: Channel): Channel {
    const rules = this.#of(channel);
    const { subscription } = rules;
    if (subscription === undefined || channel.address?.includes(keySeparator) === true) return channel;
    const name = keyName(subscription.key);
    const values = this.#keysOf(rules, subscription.subscribe).map(String);
    const parameter = { name, place: channel.place, ...(values.length > 0 && { values }) };
    return {
      ...channel,
      address: `${channel.address}${keySeparator}{${name}}`,
      parameters: [...channel.parameters, parameter],
    };
  }

  fixed(channel: Channel, message: string | undefined): ReadonlyMap<string, string> {
    const rules = this.#of(channel);
    const { subscription, messages } = rules;
    if (subscription === undefined || message === undefined) return new Map();
    const payload = messages.find(({ name }) => name === message)?.payload;
    const values = listedValues(schemaAt(payload, subscription.of, this.#options.contract));
    const [only, another] = values;
    return only === undefined || another !== undefined
      ? new Map()
      : new Map([[keyName(subscription.key), String(only)]]);
  }

  published(channel: Channel): string | undefined {
    return broadcastOf(this.#of(channel));
  }

  guarded(channel: Channel): boolean {
    const { credentials } = this.#options;
    const { token } = this.#of(channel);
    return token === undefined ? credentials.needed({ security: this.#security(channel) }) : true;
  }

  scoped(channel: Channel): boolean {
    const security = this.#security(channel);
    return security.length > 0 && security.every((each) => Object.values(each).some((scopes) => scopes.length > 0));
  }

  has(credential: CredentialClass, channel: Channel): boolean {
    if (credential === "none") return true;
    const { credentials } = this.#options;
    if (this.#of(channel).token !== undefined) return credentials.text(credential) !== undefined;
    return !this.guarded(channel) || credentials.of(credential, { security: this.#security(channel) }) !== undefined;
  }

  samples(channel: Channel, n: number): readonly Sample[] {
    const rules = this.#of(channel);
    const own = ownMessages(rules);
    const broadcast = broadcastOf(rules);
    const names = rules.operations.flatMap(({ action, messages }) => (action === "send" ? messages : []));
    return names.flatMap((name): readonly Sample[] => {
      const replies = repliesTo(rules, name);
      if (own.has(name) || name === broadcast || (replies.length === 0 && name !== rules.heartbeat)) return [];
      const frame = this.#frame(rules, name, n);
      return frame === undefined ? [] : [{ message: name, frame, replies }];
    });
  }

  nonsense(): readonly (Json | string)[] {
    return [{ unheardOf: "nobody knows this message" }];
  }

  async open(options: OpenOptions): Promise<Link | undefined> {
    const { at, by, credential, tell, timeoutMs, url } = options;
    if (at === undefined) {
      tell({ kind: "refused", by, message: "No address is known." });
      return undefined;
    }
    const rules = this.#of(at.channel);
    const link = new SocketLink({
      open: options,
      rules,
      recogniser: this.#recogniser(rules),
      frame: (name) => this.#frame(rules, name, 0),
    });
    const { headers, query, cookies } = this.#credential(at.channel, credential);
    const target = socketUrl(
      url,
      at.address.split(keySeparator)[0] ?? "",
      socketServer(at.channel, this.#options.contract),
    );
    for (const [name, value] of query) target.searchParams.append(name, value);
    const opened = await RawSocket.open({
      url: target,
      headers: {
        ...Object.fromEntries(headers),
        ...(cookies.length > 0 && { cookie: cookies.map((each) => each.join("=")).join("; ") }),
      },
      timeoutMs,
      onMessage: (data) => link.receive(data),
      onClose: (closed) => link.closed(closed),
    });
    if (!(opened instanceof RawSocket)) {
      tell({ kind: "refused", by, ...opened });
      return undefined;
    }
    const token = rules.token?.in === "message" ? this.#options.credentials.text(credential) : undefined;
    return (await link.begin(opened, token)) ? link : undefined;
  }

  /** What the handshake carries. */
  #credential(channel: Channel, credential: CredentialClass): Credential {
    const { credentials } = this.#options;
    const { token } = this.#of(channel);
    if (token === undefined) return credentials.of(credential, { security: this.#security(channel) }) ?? noCredential;
    const text = credentials.text(credential);
    if (text === undefined || token.in === "message") return noCredential;
    if (token.in === "query") return { ...noCredential, query: [[token.name, text]] };
    return { ...noCredential, headers: [[token.name.toLowerCase(), token.plain === true ? text : `Bearer ${text}`]] };
  }

  /** A message as it is sent: with what it must have, or else a value of its schema. */
  #frame(rules: SocketRules, name: string, n: number): Json | undefined {
    const message = rules.messages.find((each) => each.name === name);
    if (message?.payload === undefined) return undefined;
    const made = this.#options.make(message.payload, name, n);
    const pointer = correlationIn(message);
    if (made === undefined || pointer === undefined) return made;
    // An answer is told by an id that no other request has.
    const isNumber = schemaAt(message.payload, pointer, this.#options.contract);
    const isInteger = isNumber?.kind === "scalar" && isNumber.type !== "string";
    return withValueAt(made, pointer, isInteger ? Math.abs(n % 1000) + 1 : `request-${Math.abs(n)}`);
  }

  #keysOf(rules: SocketRules, message: string | undefined): readonly Json[] {
    const payload = rules.messages.find(({ name }) => name === message)?.payload;
    const schema = schemaAt(payload, rules.subscription?.key ?? "", this.#options.contract);
    const listed = listedValues(schema);
    return listed.length > 0 ? listed : (schema?.docs?.examples ?? []).filter(isScalar);
  }

  #security(channel: Channel) {
    return this.#of(channel).operations.flatMap(({ security }) => security);
  }

  #recogniser({ operations, messages, heartbeat }: SocketRules): Recogniser {
    const { contract, answers } = this.#options;
    const sent = new Set(operations.flatMap((each) => (each.action === "send" ? each.messages : [])));
    const came = new Set(
      operations.flatMap((each) => [
        ...(each.action === "receive" ? each.messages : []),
        ...(each.reply?.messages ?? []),
      ]),
    );
    // Signs of life often go both ways under one name.
    const isReceived = ({ name }: Message) => came.has(name) || !sent.has(name) || name === heartbeat;
    return new Recogniser({ messages: messages.filter(isReceived), schemas: schemasOf(contract), validators: answers });
  }

  #of(channel: Channel): SocketRules {
    const known = this.#rules.get(channel.name);
    if (known !== undefined) return known;
    const declared = this.#options.contract.channels.find(({ name }) => name === channel.name) ?? channel;
    const rules = rulesOf(declared, this.#options.contract);
    this.#rules.set(channel.name, rules);
    return rules;
  }
}

function keyName(pointer: string): string {
  return pointer.split("/").at(-1) ?? pointer;
}
