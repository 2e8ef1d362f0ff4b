import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { issue, notFound, rateLimited } from "./recorded.ts";

/** A server that answers as api.github.com does. */
export interface RecordedServer extends AsyncDisposable {
  readonly url: string;
  /** One line for each request, in order: what was asked for and what was done. */
  readonly log: readonly string[];
}

const issues = [
  issue(1347, { title: "Found a bug", author_association: "OWNER" }),
  issue(1348, { title: "Crash on start", author_association: "NONE" }),
  issue(1349, { title: "Add dark mode", author_association: "APPRENTICE" }),
  issue(1350, { title: "Typo in README", author_association: "FIRST_TIME_CONTRIBUTOR" }),
  issue(1351, { title: "Release 2.0", author_association: "MEMBER" }),
];

/** What befalls the first request for each page; the second is answered. */
const mishaps: Readonly<Record<string, "429" | "500" | "drop">> = { "1": "429", "2": "500", "3": "drop" };

/** Starts the server on a free port. */
export async function startServer(): Promise<RecordedServer> {
  const log: string[] = [];
  const met = new Set<string>();
  const server = createServer((request, response) => answer(request, response, { log, met }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { log, met }: { readonly log: string[]; readonly met: Set<string> },
): void {
  const { pathname, searchParams } = new URL(request.url ?? "/", `http://${request.headers.host}`);
  const note = (outcome: string): void => void log.push(`${request.method} ${request.url} ${outcome}`);
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.setHeader("X-GitHub-Request-Id", `C0FF:EE:${log.length}`);
  if (request.method !== "GET" || pathname !== "/repos/octocat/hello-world/issues") {
    note("404");
    response.writeHead(404).end(JSON.stringify(notFound));
    return;
  }
  const page = searchParams.get("page") ?? "1";
  const mishap = met.has(page) ? undefined : mishaps[page];
  met.add(page);
  note(mishap ?? "200");
  switch (mishap) {
    case "429":
      response.writeHead(429, { "Retry-After": "1" }).end(JSON.stringify(rateLimited));
      return;
    case "500":
      response.writeHead(500, { "Content-Type": "text/html" }).end("<html><h1>Whoops</h1></html>");
      return;
    case "drop":
      response.write(`[{"id": 1, "title": "Rel`, () => response.destroy());
      return;
    case undefined:
      sendPage(response, { page: Number(page), size: Number(searchParams.get("per_page") ?? "30"), request });
  }
}

interface PageRequest {
  readonly page: number;
  readonly size: number;
  readonly request: IncomingMessage;
}

/** GitHub's pages continue by `Link` (RFC 8288), with absolute URLs. */
function sendPage(response: ServerResponse, { page, size, request }: PageRequest): void {
  const last = Math.ceil(issues.length / size);
  const to = (number: number, relation: string): string => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    url.searchParams.set("page", String(number));
    return `<${url.href}>; rel="${relation}"`;
  };
  const links = [
    ...(page > 1 ? [to(page - 1, "prev")] : []),
    ...(page < last ? [to(page + 1, "next"), to(last, "last")] : []),
    ...(page > 1 ? [to(1, "first")] : []),
  ];
  response.setHeader("Link", links.join(", "));
  response.writeHead(200).end(JSON.stringify(issues.slice((page - 1) * size, page * size)));
}
