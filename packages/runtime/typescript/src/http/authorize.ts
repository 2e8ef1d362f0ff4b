import type { ClientCredentials } from "../client/client-credentials.js";
import type { Configuration } from "../client/configuration.js";
import type { Operation, SecurityDescriptor } from "../descriptor.js";
import { CredentialsError } from "../errors/credentials-error.js";

/** The parts of a request that credentials may change. */
export interface AuthorizedRequest {
  url: string;
  readonly headers: Headers;
}

/**
 * Puts the credentials of the first alternative that the client can fulfil on the request. Returns the bearer token it sent,
 * to name it should the server refuse it.
 *
 * A header that the caller set wins. Operations without a security list get the bearer token if there is one; those with an
 * empty list, or an empty alternative and no credentials, are sent without.
 */
export async function authorize(request: AuthorizedRequest, operation: Operation, configuration: Configuration): Promise<string | undefined> {
  const { credentials } = configuration;
  if (request.headers.has("authorization")) return undefined;
  if (operation.security === undefined) return credentials.bearer && setBearer(request, credentials.bearer.token());
  const schemes = choose(operation, configuration);
  let token: string | undefined;
  for (const [name, scheme] of schemes) {
    if (scheme.type === "bearer" && credentials.bearer !== undefined) token = await setBearer(request, credentials.bearer.token());
    else if (scheme.type === "basic" && credentials.basic !== undefined) setBasic(request, credentials.basic);
    else if (scheme.type === "apiKey") setApiKey(request, scheme, keyOf(credentials, name) ?? "");
  }
  return token;
}

type NamedScheme = readonly [name: string, scheme: SecurityDescriptor];

function choose(operation: Operation, { credentials, security }: Configuration): readonly NamedScheme[] {
  const alternatives = operation.security ?? [];
  if (alternatives.length === 0) return [];
  let anonymous = false;
  for (const names of alternatives) {
    const schemes = names.map((name): NamedScheme => [name, security?.[name] ?? { type: "bearer" }]);
    if (schemes.length === 0) anonymous = true;
    else if (schemes.every((scheme) => isHeld(credentials, scheme))) return schemes;
  }
  if (anonymous) return [];
  const wanted = alternatives.map((names) => names.join(" and ")).join(", or ");
  throw new CredentialsError({
    code: "credentials_missing",
    operation: operation.id,
    message: `${operation.id} needs credentials (${wanted}): give the client a \`token\`, \`clientId\` and \`clientSecret\`, or what the scheme asks for`,
  });
}

function isHeld(credentials: ClientCredentials, [name, scheme]: NamedScheme): boolean {
  return scheme.type === "apiKey" ? keyOf(credentials, name) !== undefined : credentials[scheme.type] !== undefined;
}

function keyOf({ apiKey }: ClientCredentials, name: string): string | undefined {
  return typeof apiKey === "object" ? apiKey[name] : apiKey;
}

async function setBearer(request: AuthorizedRequest, given: string | Promise<string>): Promise<string> {
  const token = await given;
  request.headers.set("Authorization", `Bearer ${token}`);
  return token;
}

/** RFC 7617, with UTF-8. */
function setBasic(request: AuthorizedRequest, { username, password }: { readonly username: string; readonly password: string }): void {
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  request.headers.set("Authorization", `Basic ${btoa(String.fromCharCode(...bytes))}`);
}

function setApiKey(request: AuthorizedRequest, scheme: Extract<SecurityDescriptor, { type: "apiKey" }>, key: string): void {
  if (scheme.in === "header") request.headers.set(scheme.name, key);
  else if (scheme.in === "cookie") request.headers.append("Cookie", `${scheme.name}=${encodeURIComponent(key)}`);
  else request.url += `${request.url.includes("?") ? "&" : "?"}${encodeURIComponent(scheme.name)}=${encodeURIComponent(key)}`;
}
