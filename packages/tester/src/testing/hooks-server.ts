import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { HooksFault } from "./hooks-faults.js";
import { type Hook, HooksSender } from "./hooks-sender.js";

/** Tokens of the service. */
export const hooksTokens = { valid: "token-of-one", otherTenant: "token-of-two" };

/** A running service of things. */
export interface HooksServer extends AsyncDisposable {
  readonly url: string;
}

interface Thing {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
}

interface Answer {
  readonly status: number;
  readonly body?: object;
}

/** Starts a service of things and their webhooks on loopback, with the faults that are wished for. */
export async function startHooks(...faults: readonly HooksFault[]): Promise<HooksServer> {
  const service = new Service((fault) => faults.includes(fault));
  const server = createServer((request, response) => void service.take(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      service.sender.close();
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

class Service {
  readonly sender: HooksSender;
  readonly #has: (fault: HooksFault) => boolean;
  readonly #things = new Map<string, Thing>();
  readonly #hooks = new Map<string, Hook>();

  constructor(has: (fault: HooksFault) => boolean) {
    this.#has = has;
    this.sender = new HooksSender(has);
  }

  async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body } = this.#answer(request, await read(request));
    response.writeHead(status, body === undefined ? {} : { "Content-Type": "application/json" });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }

  #answer({ method = "", url = "", headers }: IncomingMessage, text: string): Answer {
    const tenant = headers.authorization?.replace("Bearer ", "") ?? "";
    if (!Object.values(hooksTokens).includes(tenant)) return { status: 401 };
    const [, collection = "", id, action] = url.split("/");
    const call = [method, collection, id === undefined ? "" : "{id}", action ?? ""].join(" ").trim();
    switch (call) {
      case "GET things":
        return { status: 200, body: [...this.#things.values()].filter((each) => each.tenant === tenant) };
      case "POST things":
        return this.#createThing(tenant, JSON.parse(text) as Pick<Thing, "name">);
      case "POST hooks":
        return this.#createHook(tenant, JSON.parse(text) as Pick<Hook, "url" | "events">);
      case "GET hooks":
        return { status: 200, body: [...this.#hooks.values()].filter((each) => each.tenant === tenant) };
    }
    const [thing, hook] = [this.#things.get(id ?? ""), this.#hooks.get(id ?? "")];
    if (thing?.tenant === tenant && call === "GET things {id}") return { status: 200, body: thing };
    if (thing?.tenant === tenant && call === "DELETE things {id}") return this.#deleteThing(thing);
    return hook?.tenant === tenant ? changeHook(hook, call) : { status: 404 };
  }

  #createThing(tenant: string, { name }: Pick<Thing, "name">): Answer {
    const thing = { id: `thing-${randomUUID()}`, tenant, name };
    this.#things.set(thing.id, thing);
    this.sender.send("thing.created", thing, tenant, this.#hooks.values());
    return { status: 201, body: thing };
  }

  #deleteThing(thing: Thing): Answer {
    this.#things.delete(thing.id);
    this.sender.send("thing.deleted", thing, thing.tenant, this.#hooks.values());
    return { status: 204 };
  }

  #createHook(tenant: string, { url, events }: Pick<Hook, "url" | "events">): Answer {
    if (!url.startsWith("http://127.0.0.1:") && !this.#has("inside taken")) return { status: 422 };
    const hook: Hook = { id: randomUUID(), tenant, url, events, secrets: [freshSecret()], state: "enabled" };
    this.#hooks.set(hook.id, hook);
    return { status: 201, body: { ...hook, secret: hook.secrets[0] } };
  }
}

function changeHook(hook: Hook, call: string): Answer {
  if (call === "POST hooks {id} rotate") hook.secrets = [freshSecret(), ...hook.secrets.slice(0, 1)];
  else if (call === "POST hooks {id} disable") hook.state = "disabled";
  else if (call === "DELETE hooks {id}") hook.state = "deleted";
  else return { status: 404 };
  if (call.startsWith("DELETE")) return { status: 204 };
  return { status: 200, body: { ...hook, ...(call.endsWith("rotate") && { secret: hook.secrets[0] }) } };
}

function freshSecret(): string {
  return `whsec_${randomBytes(24).toString("base64")}`;
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
