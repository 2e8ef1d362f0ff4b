import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, createServer as createTcpServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createPlatform, type Platform } from "@parlance/platform";
import type { Stage } from "./stage.js";

/** A running stage. */
export interface RunningStage extends Stage, AsyncDisposable {}

/** Starts a platform, a way to it that can be cut, and the server that the suite asks; pages are served from there too. */
export async function startStage(files: Readonly<Record<string, string>>): Promise<RunningStage> {
  const platform = await createPlatform({ callsPerSecond: 100_000, drainMs: 500 });
  const sockets = new Set<Socket>();
  const way = createTcpServer((client) => pass(client, { url: platform.url, sockets }));
  const backend = await startBackend(platform, { files, sockets });
  return {
    platform: await listen(way),
    control: await listen(backend),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      way.close();
      backend.closeAllConnections();
      backend.close();
      await platform.close();
    },
  };
}

async function listen(server: Server): Promise<string> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function pass(client: Socket, { url, sockets }: { readonly url: string; readonly sockets: Set<Socket> }): void {
  const upstream = connect(Number(new URL(url).port), "127.0.0.1");
  for (const [one, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    sockets.add(one);
    one.on("error", () => other.destroy());
    one.on("close", () => {
      sockets.delete(one);
      other.destroy();
    });
    one.pipe(other);
  }
}

interface BackendOptions {
  readonly files: Readonly<Record<string, string>>;
  readonly sockets: ReadonlySet<Socket>;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Calls the platform: with a merge patch if it is one, with a POST otherwise. */
type Post = (path: string, body: unknown, patch?: boolean) => Promise<Answer>;

async function mint(call: Post, user: string): Promise<string> {
  const { body } = await call("/v1/tokens", { userId: user, lifetimeSeconds: 600 });
  return (JSON.parse(body) as { readonly token: string }).token;
}

/** What an application's own backend does: it mints tokens, publishes, and lets users onto channels. */
async function startBackend(platform: Platform, { files, sockets }: BackendOptions) {
  const token = await platform.token();
  const call: Post = async (path, body, patch = false) => {
    const response = await fetch(platform.url + path, {
      method: patch ? "PATCH" : "POST",
      headers: {
        Authorization: `Bearer ${token}`,
        "Content-Type": patch ? "application/merge-patch+json" : "application/json",
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.text() };
  };
  const routes: Readonly<Record<string, (url: URL, body: string) => Promise<Answer>>> = {
    "/token": async (url) => ({ status: 200, body: await mint(call, url.searchParams.get("user") ?? "") }),
    "/cut": async () => {
      for (const socket of sockets) socket.resetAndDestroy();
      return { status: 200, body: "" };
    },
    "/publish": (url, body) =>
      call(`/v1/channels/${url.searchParams.get("channel")}/messages`, { event: "message", data: JSON.parse(body) }),
    "/open": (url) =>
      call(`/v1/channels/${url.searchParams.get("channel")}`, { settings: { clientPublish: true } }, true),
    "/authorize": async (_url, body) => {
      const { channel, connection, user } = JSON.parse(body) as Readonly<Record<string, string>>;
      const request = {
        connectionId: connection,
        channel,
        permissions: ["subscribe", "presence"],
        userId: user,
      };
      const answer = await call("/v1/channel-authorizations", request);
      return { ...answer, body: (JSON.parse(answer.body) as { readonly token: string }).token };
    },
  };
  return createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", "http://stage");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const file = files[url.pathname];
    const route = routes[url.pathname];
    const { status, body } =
      file !== undefined
        ? { status: 200, body: file }
        : ((await route?.(url, Buffer.concat(chunks).toString())) ?? { status: 404, body: "" });
    const type = url.pathname.endsWith(".js") ? "text/javascript" : file === undefined ? "text/plain" : "text/html";
    response
      .writeHead(status, { "Content-Type": `${type}; charset=utf-8`, "Access-Control-Allow-Origin": "*" })
      .end(body);
  });
}
