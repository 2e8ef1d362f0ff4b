import type { Channel, Json } from "@parlance/contract";
import type { CredentialClass } from "../../plan/case.js";
import type { Credentials } from "../../profile/credential.js";
import type { Abilities, Dialect, Link, OpenOptions, Sample } from "../dialect.js";
import { RawSocket } from "../raw-socket.js";
import { socketServer, socketUrl } from "../socket-url.js";
import { handshakeOf } from "./handshake.js";
import { SocketFrames, type SocketFramesOptions } from "./socket-frames.js";
import { SocketLink } from "./socket-link.js";
import {
  broadcastOf,
  hidesSubscribing,
  keyName,
  keySeparator,
  ownMessages,
  repliesTo,
  rulesOf,
  type SocketRules,
} from "./socket-rules.js";

/** What sockets are spoken to with. */
export interface SocketDialectOptions extends SocketFramesOptions {
  readonly credentials: Credentials;
  /** Channels that somebody else speaks to. */
  readonly without: ReadonlySet<string>;
}

/** Sockets of anybody: channels with an address on a server of `ws`, as the extensions describe them, or as they are. */
export class SocketDialect implements Dialect {
  readonly name = "socket";
  readonly isOneDoor = false;
  readonly #options: SocketDialectOptions;
  readonly #frames: SocketFrames;
  readonly #rules = new Map<string, SocketRules>();

  constructor(options: SocketDialectOptions) {
    this.#options = options;
    this.#frames = new SocketFrames(options);
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
      freeNames: publish && this.#frames.keys(rules).length === 0,
      positions: false,
    };
  }

  view(channel: Channel): Channel {
    const rules = this.#of(channel);
    const { subscription } = rules;
    if (subscription === undefined || channel.address?.includes(keySeparator) === true) return channel;
    const name = keyName(subscription.key);
    const values = this.#frames.keys(rules).map(String);
    const parameter = { name, place: channel.place, ...(values.length > 0 && { values }) };
    return {
      ...channel,
      address: `${channel.address}${keySeparator}{${name}}`,
      parameters: [...channel.parameters, parameter],
    };
  }

  fixed(channel: Channel, message: string | undefined): ReadonlyMap<string, string> {
    const rules = this.#of(channel);
    if (rules.subscription === undefined || message === undefined) return new Map();
    const key = this.#frames.onlyKey(rules, message);
    return key === undefined ? new Map() : new Map([[keyName(rules.subscription.key), String(key)]]);
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
      const frame = this.#frames.frame(rules, name, n);
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
      recogniser: this.#frames.recogniser(rules),
      frame: (name) => this.#frames.frame(rules, name, 0),
    });
    const { contract, credentials } = this.#options;
    const security = this.#security(at.channel);
    const { headers, query } = handshakeOf({ credentials, credential, token: rules.token, security });
    const [address = ""] = at.address.split(keySeparator);
    const target = socketUrl(url, address, socketServer(at.channel, contract));
    for (const [name, value] of query) target.searchParams.append(name, value);
    const opened = await RawSocket.open({
      url: target,
      headers,
      timeoutMs,
      onMessage: (data) => link.receive(data),
      onClose: (closed) => link.closed(closed),
    });
    if (!(opened instanceof RawSocket)) {
      tell({ kind: "refused", by, ...opened });
      return undefined;
    }
    const token = rules.token?.in === "message" ? credentials.text(credential) : undefined;
    return (await link.begin(opened, token)) ? link : undefined;
  }

  #security(channel: Channel) {
    return this.#of(channel).operations.flatMap(({ security }) => security);
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
