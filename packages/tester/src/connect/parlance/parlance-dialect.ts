import type { Channel, Contract, Json, JsonObject, Message } from "@parlance/contract";
import type { CredentialClass } from "../../plan/case.js";
import type { Credentials } from "../../profile/credential.js";
import { isObject } from "../../values/json-kinds.js";
import { schemasOf } from "../../values/schemas.js";
import type { Validators } from "../../values/validator.js";
import type { Abilities, Dialect, Link, OpenOptions, Sample } from "../dialect.js";
import { RawSocket } from "../raw-socket.js";
import { Recogniser } from "../recogniser.js";
import { socketServer, socketUrl } from "../socket-url.js";
import { ParlanceLink } from "./parlance-link.js";
import type { Vocabulary } from "./vocabulary.js";

/** The protocol's codec that the tester speaks. */
const subprotocol = "parlance.v1.json";

/** What a dialect is made of. */
export interface DialectOptions {
  readonly contract: Contract;
  readonly credentials: Credentials;
  /** Validate what comes. */
  readonly answers: Validators;
}

/** The Parlance protocol: the channels with `x-parlance-channel`, over the contract's socket that speaks it. */
export class ParlanceDialect implements Dialect, Vocabulary {
  readonly name = "parlance";
  readonly isOneDoor = true;
  readonly greeting = "welcome";
  readonly carrier: string;
  /** The channel whose messages are the protocol's frames. */
  readonly socket: Channel;
  /** Tells frames that the server sends. */
  readonly frames: Recogniser;
  readonly #options: DialectOptions;
  readonly #channels: readonly Channel[];
  readonly #recognisers = new Map<string, Recogniser>();

  private constructor(options: DialectOptions, socket: Channel) {
    this.#options = options;
    this.socket = socket;
    this.carrier = socket.name;
    this.#channels = options.contract.channels.filter((each) => this.abilities(each) !== undefined);
    const sent = new Set(sentBy(socket));
    const answered = new Set(socket.operations.flatMap(({ reply }) => reply?.messages ?? []));
    this.frames = this.#recogniser(socket.messages.filter((each) => !sent.has(each) || answered.has(each)));
  }

  /** Undefined: no socket of the contract speaks the protocol. */
  static of(options: DialectOptions): ParlanceDialect | undefined {
    const { contract } = options;
    const socket = contract.channels.find((each) => speaks(each) && socketServer(each, contract) !== undefined);
    return socket === undefined ? undefined : new ParlanceDialect(options, socket);
  }

  /** The channels that it serves. */
  get channels(): readonly Channel[] {
    return this.#channels;
  }

  abilities(channel: Channel): Abilities | undefined {
    const rule = ruleOf(channel);
    if (rule === undefined || channel.address === null) return undefined;
    const publish = rule["publish"] !== false;
    return {
      transports: ["websocket"],
      publish,
      keys: publish,
      presence: publish,
      listens: true,
      unsubscribes: true,
      freeNames: publish,
      fromStart: rule["history"] === true,
      positions: true,
    };
  }

  view(channel: Channel): Channel {
    return channel;
  }

  fixed(): ReadonlyMap<string, string> {
    return new Map();
  }

  published({ operations, messages }: Channel): string | undefined {
    return operations.find(({ action }) => action === "send")?.messages[0] ?? messages[0];
  }

  guarded(channel: Channel): boolean {
    return this.#security().length > 0 || this.scoped(channel);
  }

  scoped(channel: Channel): boolean {
    const scopes = ruleOf(channel)?.["scopes"];
    return Array.isArray(scopes) && scopes.length > 0;
  }

  samples(): readonly Sample[] {
    const frames = { ping: { type: "ping", echo: "here" } };
    return this.socket.operations.flatMap(({ action, messages, reply }) =>
      Object.entries(frames)
        .filter(([message]) => action === "send" && messages.includes(message))
        .map(([message, frame]): Sample => ({ message, frame, replies: reply?.messages ?? [] })),
    );
  }

  /** A request of an unknown type has an id to answer to. */
  nonsense(): readonly Json[] {
    return [{ type: "unheard_of", id: 900 }];
  }

  has(credential: CredentialClass): boolean {
    const security = this.#security();
    return credential === "none" || this.#options.credentials.of(credential, { security }) !== undefined;
  }

  /** The token that `hello` carries. */
  token(credential: CredentialClass): string | undefined {
    if (credential === "none") return undefined;
    const added = this.#options.credentials.of(credential, { security: this.#security() });
    const [, value = ""] = added?.headers.find(([name]) => name === "authorization") ?? [];
    // What is no token at all in a header is one of another shape in a frame.
    return credential === "malformed" ? "~" : value.replace(/^\w+ /u, "");
  }

  /** Which message of a channel some data are. */
  recognise(channel: Channel, data: Parameters<Recogniser["recognise"]>[0]): string | undefined {
    const known = this.#recognisers.get(channel.name) ?? this.#recogniser(channel.messages);
    this.#recognisers.set(channel.name, known);
    return known.recognise(data);
  }

  async open(options: OpenOptions): Promise<Link | undefined> {
    const link = new ParlanceLink(this, options);
    const server = socketServer(this.socket, this.#options.contract);
    const opened = await RawSocket.open({
      url: socketUrl(options.url, this.socket.address ?? "", server),
      protocols: [subprotocol],
      timeoutMs: options.timeoutMs,
      onMessage: (data) => link.receive(data),
      onClose: (closed) => link.closed(closed),
    });
    if (!(opened instanceof RawSocket)) {
      options.tell({ kind: "refused", by: options.by, ...opened });
      return undefined;
    }
    return (await link.begin(opened)) ? link : undefined;
  }

  #security() {
    return this.socket.operations.flatMap(({ security }) => security);
  }

  #recogniser(names: readonly string[]): Recogniser {
    const { contract, answers } = this.#options;
    const messages = names.map((name) => contract.messages.find((each) => each.name === name));
    const known = messages.filter((each): each is Message => each !== undefined);
    return new Recogniser({ messages: known, schemas: schemasOf(contract), validators: answers });
  }
}

function ruleOf({ extensions }: Channel): JsonObject | undefined {
  const rule = extensions?.["x-parlance-channel"];
  return isObject(rule) ? rule : undefined;
}

function speaks({ extensions, address }: Channel): boolean {
  const protocols = extensions?.["x-subprotocols"];
  return address !== null && Array.isArray(protocols) && protocols.includes(subprotocol);
}

function sentBy({ operations }: Channel): readonly string[] {
  return operations.filter(({ action }) => action === "send").flatMap(({ messages }) => messages);
}
