import type { SentRequest } from "../request/write-request.js";

/** Longer bodies would fill the screen, and some shells refuse them. */
const longest = 2000;

/**
 * The request as a line for a shell. Credentials are left out; who repeats it knows them. A long body is left out too, and the
 * line says so: the stored case has it.
 */
export function curlLine(request: SentRequest, url: string): string {
  const { method, headers, body = "" } = request;
  const kept = headers.map(([name, value]) => quote(`${name}: ${withoutSecrets(value, request)}`));
  const isLong = body.length > longest;
  const data = isLong ? ["--data-binary", "@BODY"] : ["--data-raw", quote(body)];
  return [
    "curl",
    "-i",
    "-X",
    method,
    quote(url.replace(/\/$/u, "") + targetOf(request)),
    ...kept.flatMap((each) => ["-H", each]),
    ...(request.body === undefined ? [] : data),
    ...(isLong ? [`# BODY: ${body.length} characters, which stand in the case that --cases stores`] : []),
  ].join(" ");
}

/** The path and the query as they may be shown. */
export function targetOf(request: SentRequest): string {
  return withoutSecrets(request.target, request);
}

/** A text in which no credential of the request stands. */
export function withoutSecrets(text: string, { secrets }: SentRequest): string {
  return secrets.reduce((shown, secret) => (secret === "" ? shown : shown.replaceAll(secret, "…")), text);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
