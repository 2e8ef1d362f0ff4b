import type { Channel, ChannelOperation, JsonObject } from "@parlance/contract";
import type { CredentialClass } from "../../plan/case.js";
import { isObject } from "../../values/json-kinds.js";
import type { Abilities, Dialect, Link, OpenOptions } from "../dialect.js";
import type { DialectOptions, ParlanceDialect } from "./parlance-dialect.js";
import { StreamLink } from "./stream-link.js";

/** The same frames as server-sent events: a `GET` with the channels as parameters, gone on with by `Last-Event-ID`. */
export class StreamDialect implements Dialect {
  readonly name = "parlance event stream";
  readonly isOneDoor = true;
  readonly carrier: string;
  readonly #frames: ParlanceDialect;
  readonly #options: DialectOptions;
  readonly #channel: Channel;
  readonly #operation: ChannelOperation;
  /** Name of the parameter that takes channels. */
  readonly #parameter: string;

  private constructor(
    frames: ParlanceDialect,
    options: DialectOptions,
    door: { readonly channel: Channel; readonly operation: ChannelOperation; readonly parameter: string },
  ) {
    this.#frames = frames;
    this.#options = options;
    this.#channel = door.channel;
    this.#operation = door.operation;
    this.#parameter = door.parameter;
    this.carrier = door.channel.name;
  }

  /** Undefined: no channel of the contract is an event stream (`x-sse`) that takes channels. */
  static of(frames: ParlanceDialect, options: DialectOptions): StreamDialect | undefined {
    for (const channel of options.contract.channels) {
      if (!isObject(channel.extensions?.["x-sse"]) || channel.address === null) continue;
      for (const operation of channel.operations) {
        const parameter = parameterOf(operation);
        if (parameter !== undefined) return new StreamDialect(frames, options, { channel, operation, parameter });
      }
    }
    return undefined;
  }

  abilities(channel: Channel): Abilities | undefined {
    const abilities = this.#frames.abilities(channel);
    if (abilities === undefined) return undefined;
    return { ...abilities, transports: ["sse"], publish: false, keys: false, presence: false, fromStart: false };
  }

  view(channel: Channel): Channel {
    return channel;
  }

  fixed(): ReadonlyMap<string, string> {
    return new Map();
  }

  published(): undefined {
    return undefined;
  }

  has(credential: CredentialClass): boolean {
    return credential === "none" || this.#headers(credential) !== undefined;
  }

  guarded(channel: Channel): boolean {
    return this.#operation.security.length > 0 || this.scoped(channel);
  }

  scoped(channel: Channel): boolean {
    return this.#frames.scoped(channel);
  }

  samples(): readonly [] {
    return [];
  }

  nonsense(): readonly [] {
    return [];
  }

  async open(options: OpenOptions): Promise<Link | undefined> {
    const headers = this.#headers(options.credential) ?? {};
    const url = (addresses: readonly string[]) => this.#url(options.url, addresses);
    const link = new StreamLink(this.#frames, { channel: this.#channel, url, headers }, options);
    return (await link.begin()) ? link : undefined;
  }

  #headers(credential: CredentialClass): Readonly<Record<string, string>> | undefined {
    const { security } = this.#operation;
    const added = this.#options.credentials.of(credential, { security });
    return added === undefined ? undefined : Object.fromEntries(added.headers);
  }

  #url(server: URL, addresses: readonly string[]): URL {
    const url = new URL(server);
    url.protocol = /^(?:https|wss):$/u.test(server.protocol) ? "https:" : "http:";
    url.pathname = `${server.pathname.replace(/\/+$/u, "")}/${(this.#channel.address ?? "").replace(/^\/+/u, "")}`;
    url.search = "";
    for (const address of addresses) url.searchParams.append(this.#parameter, address);
    return url;
  }
}

/** The query parameter that takes several channels, of a `GET` that receives. */
function parameterOf({ action, bindings }: ChannelOperation): string | undefined {
  const http = bindings?.["http"];
  if (action !== "receive" || !isObject(http) || String(http["method"]).toUpperCase() !== "GET") return undefined;
  const query: JsonObject = isObject(http["query"]) ? http["query"] : {};
  const properties: JsonObject = isObject(query["properties"]) ? query["properties"] : {};
  const lists = Object.entries(properties).filter(([, schema]) => isObject(schema) && schema["type"] === "array");
  return lists.find(([name]) => /channel|topic|subject|stream/iu.test(name))?.[0];
}
