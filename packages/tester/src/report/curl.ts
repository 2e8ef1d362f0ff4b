import type { SentRequest } from "../request/write-request.js";

/** The request as a line for a shell. Credentials are left out; who repeats it knows them. */
export function curlLine(request: SentRequest, url: string): string {
  const { method, headers, body } = request;
  const kept = headers.map(([name, value]) => quote(`${name}: ${withoutSecrets(value, request)}`));
  const data = body === undefined ? [] : ["--data-raw", quote(body.length > 2000 ? `${body.slice(0, 2000)}…` : body)];
  return [
    "curl",
    "-i",
    "-X",
    method,
    quote(url.replace(/\/$/u, "") + targetOf(request)),
    ...kept.flatMap((each) => ["-H", each]),
    ...data,
  ].join(" ");
}

/** The path and the query as they may be shown. */
export function targetOf(request: SentRequest): string {
  return withoutSecrets(request.target, request);
}

function withoutSecrets(text: string, { secrets }: SentRequest): string {
  return secrets.reduce((shown, secret) => (secret === "" ? shown : shown.replaceAll(secret, "…")), text);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
