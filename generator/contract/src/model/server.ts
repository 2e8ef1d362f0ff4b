import type { JsonObject } from "./json.js";
import type { Place } from "./place.js";
import type { Docs } from "./schema.js";

/** A variable part of a server's URL. */
export interface ServerVariable {
  readonly name: string;
  readonly default: string;
  readonly values?: readonly string[];
  readonly docs?: Docs;
}

/** Where the platform is reached. OpenAPI's URL, or AsyncAPI's protocol, host and pathname as one URL. */
export interface Server {
  /** AsyncAPI's key; absent in OpenAPI. */
  readonly name?: string;
  /** URL template with `{variables}`. May be relative. */
  readonly url: string;
  /** `https`, `wss`, `kafka` …, in lower case. */
  readonly protocol: string;
  readonly variables: readonly ServerVariable[];
  readonly docs?: Docs;
  readonly extensions?: JsonObject;
  readonly place: Place;
}

/** Scheme name → the scopes or roles it must carry. All of them together. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

/** One way to obtain an OAuth 2 token (RFC 6749, RFC 8628). */
export interface OAuthFlow {
  readonly flow: "implicit" | "password" | "clientCredentials" | "authorizationCode" | "deviceAuthorization";
  readonly authorizationUrl?: string;
  readonly tokenUrl?: string;
  readonly refreshUrl?: string;
  /** Scope → description. */
  readonly scopes: Readonly<Record<string, string>>;
}

interface SchemeBase {
  /** Key in the document. */
  readonly name: string;
  readonly docs?: Docs;
  readonly extensions?: JsonObject;
  readonly place: Place;
}

/** How a caller proves who it is. */
export type SecurityScheme =
  | (SchemeBase & { readonly type: "apiKey"; readonly in: "query" | "header" | "cookie"; readonly parameter: string })
  | (SchemeBase & { readonly type: "http"; readonly scheme: string; readonly bearerFormat?: string })
  | (SchemeBase & { readonly type: "oauth2"; readonly flows: readonly OAuthFlow[] })
  | (SchemeBase & { readonly type: "openIdConnect"; readonly url: string })
  | (SchemeBase & { readonly type: "mutualTLS" })
  /** An AsyncAPI scheme that HTTP and WebSocket SDKs cannot apply, e.g. `scramSha256`; kept, not used. */
  | (SchemeBase & { readonly type: "other"; readonly kind: string });
