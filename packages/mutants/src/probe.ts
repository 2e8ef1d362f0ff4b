import type { Json, JsonObject } from "@parlance/contract";
import type { Credentials } from "./credentials.ts";
import { isObject, jsonOf } from "./edits.ts";
import type { MutantServer } from "./mutant-server.ts";

/** What a probe sends. */
export interface ProbeRequest {
  /** Members become JSON; a text goes as it is. */
  readonly body?: JsonObject | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default `valid`; null = none. */
  readonly as?: keyof Credentials | null;
  /** In place of the `Authorization` that `as` gives. */
  readonly authorization?: string;
}

/** What came back to a probe. */
export interface ProbeAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  /** The body; an empty object if it is no JSON object. */
  readonly body: JsonObject;
}

/** Looks for one fault by hand: true if it is there. */
export type Probe = (api: ProbeApi) => Promise<boolean>;

let made = 0;

/** What probes call a server with. */
export class ProbeApi {
  readonly #server: MutantServer;

  constructor(server: MutantServer) {
    this.#server = server;
  }

  get url(): string {
    return this.#server.url;
  }

  get credentials(): Credentials {
    return this.#server.credentials;
  }

  /** Sends a call, e.g. `send("GET /v1/topics")`. */
  async send(line: string, request: ProbeRequest = {}): Promise<ProbeAnswer> {
    const [method = "GET", path = "/"] = line.split(" ");
    const { body, as = "valid" } = request;
    const authorization = request.authorization ?? (as === null ? undefined : `Bearer ${this.credentials[as]}`);
    const type = method === "PATCH" ? "application/merge-patch+json" : "application/json";
    const response = await fetch(this.#server.url + path, {
      method,
      headers: {
        ...(authorization !== undefined && { Authorization: authorization }),
        ...(body !== undefined && { "Content-Type": type }),
        ...request.headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const value = jsonOf(bytes);
    return { status: response.status, headers: response.headers, bytes, body: isObject(value) ? value : {} };
  }

  /** Creates a resource below a collection; gives its path. */
  async make(collection: string, body: JsonObject = {}, request: ProbeRequest = {}): Promise<string> {
    const { headers, status } = await this.send(`POST /v1/${collection}`, { body, ...request });
    const location = headers.get("location");
    if (location === null) throw new Error(`POST /v1/${collection} answered ${status} without Location.`);
    return location;
  }

  /** Creates a topic of a new name. */
  topic(): Promise<string> {
    return this.make("topics", { name: newName() });
  }

  /** Creates a webhook. */
  webhook(): Promise<string> {
    return this.make("webhooks", { url: "https://shop.example/hooks", events: ["tunnel.*"] });
  }

  /** The items of a list. */
  async items(path: string, request: ProbeRequest = {}): Promise<readonly JsonObject[]> {
    const { body } = await this.send(`GET /v1/${path}`, request);
    return (body["items"] ?? []) as readonly JsonObject[];
  }
}

/** A name that no resource has yet. */
export function newName(): string {
  made += 1;
  return `probe.n${made}`;
}

/** The last part of a path: the id. */
export function idIn(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** True if two JSON values are the same. */
export function same(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
