import type { Configuration } from "../client/configuration.js";
import type { Operation, SecurityDescriptor } from "../descriptor.js";
import { CredentialsError } from "../errors/credentials-error.js";

/** The parts of a request that credentials may change. */
export interface AuthorizedRequest {
  url: string;
  readonly headers: Headers;
  /** `error` once it carries a key that fetch would take along to another origin. */
  redirect: "follow" | "error";
}

/** Puts one scheme's credentials on a request; gives the bearer token, if it is one. */
type Apply = (request: AuthorizedRequest) => Promise<string> | undefined;

/**
 * Puts the credentials of the first alternative that the client can fulfil on the request. Returns the bearer token it sent,
 * to name it should the server refuse it.
 *
 * An `Authorization` that the caller set wins. Operations without a security list get the bearer token if there is one; those
 * with an empty list are sent without, and so are those with an empty alternative when no other fits.
 */
export async function authorize(
  request: AuthorizedRequest,
  operation: Operation,
  configuration: Configuration,
): Promise<string | undefined> {
  if (request.headers.has("authorization")) return undefined;
  const { id, security = [[""], []] } = operation;
  for (const names of security) {
    const appliers = names.map((name) => applierOf(name, configuration)).filter((apply) => apply !== undefined);
    if (names.length === 0 || appliers.length < names.length) continue;
    const tokens = await Promise.all(appliers.map((apply) => apply(request)));
    return tokens.find((token) => token !== undefined);
  }
  if (security.length === 0 || security.some((names) => names.length === 0)) return undefined;
  const optionOf = (name: string): string => `${options[configuration.security?.[name]?.type ?? "bearer"]} (${name})`;
  const wanted = security.map((names) => names.map(optionOf).join(" and ")).join(", or ");
  const message = `${id} needs credentials: give the client ${wanted}`;
  throw new CredentialsError({ code: "credentials_missing", operation: id, message });
}

/** The client's options by type of scheme. */
const options = { bearer: "`token`", basic: "`username` and `password`", apiKey: "`apiKey`" };

/** How to apply a scheme, or undefined when the client has no credentials for it. */
function applierOf(name: string, { credentials, security }: Configuration): Apply | undefined {
  const { bearer, basic, apiKey } = credentials;
  const scheme: SecurityDescriptor = security?.[name] ?? { type: "bearer" };
  switch (scheme.type) {
    case "bearer":
      return (
        bearer &&
        (async (request) => {
          const token = await bearer.token();
          setSecret(request, "Authorization", `Bearer ${token}`);
          return token;
        })
      );
    case "basic":
      return (
        basic &&
        ((request) => setSecret(request, "Authorization", `Basic ${utf8Base64(`${basic.username}:${basic.password}`)}`))
      );
    case "apiKey": {
      const key = typeof apiKey === "object" ? apiKey[name] : apiKey;
      return key === undefined ? undefined : (request) => setApiKey(request, scheme, key);
    }
  }
}

/** Sets a header to a secret. What fetch says of a value it refuses shows the value, so it is not kept. */
function setSecret({ headers }: AuthorizedRequest, name: string, value: string): undefined {
  try {
    headers.set(name, value);
  } catch {
    throw new CredentialsError({ message: `${name} holds characters that no HTTP header can carry` });
  }
}

function utf8Base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function setApiKey(
  request: AuthorizedRequest,
  scheme: Extract<SecurityDescriptor, { type: "apiKey" }>,
  key: string,
): undefined {
  const { name } = scheme;
  const { headers, url } = request;
  const pair = `${encodeURIComponent(name)}=${encodeURIComponent(key)}`;
  if (scheme.in === "header") {
    setSecret(request, name, key);
    // On the way to another origin fetch drops `Authorization` and `Cookie`, but no header of a platform's own.
    if (name.toLowerCase() !== "authorization") request.redirect = "error";
  } else if (scheme.in === "query") request.url += (url.includes("?") ? "&" : "?") + pair;
  else headers.set("Cookie", headers.has("Cookie") ? `${headers.get("Cookie")}; ${pair}` : pair);
}
