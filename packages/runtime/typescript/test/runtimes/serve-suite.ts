import { WebSocketServer } from "ws";
import { serveSocket } from "../serve-socket.js";
import type { Answer, TestServer } from "../serve.js";
import { json, serve, text } from "../serve.js";

/** The server that the suite's cases call, and that gives browsers the suite itself. */
export async function serveSuite(suite: string): Promise<TestServer> {
  const attempts = new Map<string, number>();
  const routes: Readonly<Record<string, Answer>> = {
    "/": text("<!doctype html><title>suite</title>", 200, { "content-type": "text/html" }),
    "/suite.js": text(suite, 200, { "content-type": "text/javascript; charset=utf-8" }),
    "/silent": () => undefined,
    "/missing": json({ code: "not_found" }, 404),
    "/broken": (_, response) => void response.destroy(),
    "/flaky"(request, response) {
      const key = String(request.headers["idempotency-key"]);
      const number = (attempts.get(key) ?? 0) + 1;
      attempts.set(key, number);
      const body = Buffer.from(request.body, "latin1").toString("utf8");
      (number === 1 ? json({}, 503, { "retry-after": "0" }) : json({ ...request, body, attempts: number }))(
        request,
        response,
      );
    },
    "/list"(request, response) {
      const number = Number(new URL(request.url, "http://x").searchParams.get("cursor") ?? 1);
      json({ items: [number], nextCursor: number < 3 ? String(number + 1) : null })(request, response);
    },
    async "/events"(request, response) {
      const from = Number(request.headers["last-event-id"] ?? 0);
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      for (const n of [from + 1, from + 2])
        await new Promise((sent) => response.write(`id: ${n}\ndata: ${n}\n\n`, sent));
      // Late enough for every runtime to have handed the events over: some drop what is unread when a connection breaks.
      setTimeout(() => response.destroy(), 100);
    },
  };
  const server = await serve((request, response) => {
    const path = request.url.split("?", 1)[0] ?? "";
    const answer = routes[path] ?? (path.startsWith("/echo/") ? json(request) : json({}, 404));
    return answer(request, response);
  });
  let cut = false;
  new WebSocketServer({ server: server.http }).on("connection", (socket) =>
    serveSocket(socket, {
      onFrame: (frame, connection) => {
        if (frame.type !== "publish") return false;
        connection.publish(frame.channel, frame.event ?? "", frame.data);
        // What asks for it is answered only when it comes again, over the next connection.
        cut = !cut && frame.data === "cut";
        if (cut) connection.cut();
        return cut;
      },
    }),
  );
  return server;
}
