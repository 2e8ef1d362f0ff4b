import type { SentRequest } from "../request/write-request.js";

const secrets = new Set(["authorization", "cookie", "proxy-authorization"]);

/** The request as a line for a shell. Credentials in headers are left out; who repeats it knows them. */
export function curlLine({ method, target, headers, body }: SentRequest, url: string): string {
  const kept = headers.map(([name, value]) => quote(`${name}: ${secrets.has(name.toLowerCase()) ? "…" : value}`));
  const data = body === undefined ? [] : ["--data-raw", quote(body.length > 2000 ? `${body.slice(0, 2000)}…` : body)];
  return [
    "curl",
    "-i",
    "-X",
    method,
    quote(url.replace(/\/$/u, "") + target),
    ...kept.flatMap((each) => ["-H", each]),
    ...data,
  ].join(" ");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
