import type { Operation, SecurityScheme } from "@parlance/contract";
import type { CredentialClass } from "../plan/case.js";
import type { Pair } from "../request/write-parameter.js";
import type { Profile } from "./profile.js";

/** What a credential adds to a request. */
export interface Credential {
  readonly headers: readonly Pair[];
  readonly query: readonly Pair[];
  readonly cookies: readonly Pair[];
}

/** Nothing added. */
export const noCredential: Credential = { headers: [], query: [], cookies: [] };

/** What is called or listened to, as far as it says who may. */
type Guarded = Pick<Operation, "security">;

/** Knows what each class of credential adds to a request of an operation, or to a connection. */
export class Credentials {
  readonly #schemes: ReadonlyMap<string, SecurityScheme>;
  readonly #profile: Profile;

  constructor(schemes: readonly SecurityScheme[], profile: Profile) {
    this.#schemes = new Map(schemes.map((scheme) => [scheme.name, scheme]));
    this.#profile = profile;
  }

  /** True if the operation cannot be called without one: none of its alternatives is empty. */
  needed(operation: Guarded): boolean {
    return operation.security.length > 0 && operation.security.every((each) => Object.keys(each).length > 0);
  }

  /** The bare value of a class, for documents that say by themselves where it goes. */
  text(credentialClass: CredentialClass): string | undefined {
    if (credentialClass === "none") return undefined;
    const [value] = Object.values(this.#profile.credentials[isMade(credentialClass) ? "valid" : credentialClass] ?? {});
    return value === undefined || credentialClass === "malformed" ? value && "~" : remade(value, credentialClass);
  }

  /** What the class adds to a request. Undefined: the profile has no credential of that class for any of the operation's alternatives. */
  of(credentialClass: CredentialClass, operation: Guarded): Credential | undefined {
    if (credentialClass === "none" || operation.security.length === 0) return noCredential;
    const values = this.#profile.credentials[isMade(credentialClass) ? "valid" : credentialClass];
    if (values === undefined) return undefined;
    for (const requirement of operation.security) {
      const names = Object.keys(requirement);
      const schemes = names.map((name) => this.#schemes.get(name));
      if (names.length === 0 || !names.every((name) => values[name] !== undefined) || schemes.includes(undefined))
        continue;
      const parts = (schemes as SecurityScheme[]).map((scheme) => {
        const value = remade(values[scheme.name] as string, credentialClass);
        return value === undefined ? undefined : apply(scheme, value, credentialClass === "malformed");
      });
      if (!parts.every((each) => each !== undefined)) continue;
      return {
        headers: parts.flatMap(({ headers }) => headers),
        query: parts.flatMap(({ query }) => query),
        cookies: parts.flatMap(({ cookies }) => cookies),
      };
    }
    return this.needed(operation) ? undefined : noCredential;
  }
}

/** True for the classes that are made from the valid credential. */
export function isMade(credentialClass: CredentialClass): credentialClass is "malformed" | "forged" | "unsigned" {
  return credentialClass === "malformed" || credentialClass === "forged" || credentialClass === "unsigned";
}

function remade(value: string, credentialClass: CredentialClass): string | undefined {
  if (credentialClass === "forged") return forge(value);
  return credentialClass === "unsigned" ? unsigned(value) : value;
}

/** A JWT with the claims of the valid one that says it needs no signature (RFC 8725, section 2.1); undefined for what is none. */
function unsigned(value: string): string | undefined {
  const [head = "", claims, signature, ...more] = value.split(".");
  if (claims === undefined || signature === undefined || more.length > 0) return undefined;
  try {
    const header = JSON.parse(Buffer.from(head, "base64url").toString()) as Readonly<Record<string, unknown>>;
    if (typeof header["alg"] !== "string") return undefined;
    return `${Buffer.from(JSON.stringify({ ...header, alg: "none" })).toString("base64url")}.${claims}.`;
  } catch {
    return undefined;
  }
}

function apply(scheme: SecurityScheme, value: string, malformed: boolean): Credential {
  if (scheme.type === "apiKey") {
    const pair: Pair = [scheme.parameter, malformed ? "~" : value];
    if (scheme.in === "query") return { ...noCredential, query: [pair] };
    return scheme.in === "cookie" ? { ...noCredential, cookies: [pair] } : { ...noCredential, headers: [pair] };
  }
  const basic = scheme.type === "http" && scheme.scheme.toLowerCase() === "basic";
  const text = basic ? `Basic ${Buffer.from(value).toString("base64")}` : `Bearer ${value}`;
  return { ...noCredential, headers: [["authorization", malformed ? "Bearer" : text]] };
}

/** A credential of the same shape that nobody issued: the last letters that count are others. */
function forge(value: string): string {
  const swapped = value.slice(-12).replaceAll(/[a-z]/gu, "q").replaceAll(/[A-Z]/gu, "Q");
  const forged = value.slice(0, -12) + swapped;
  return forged === value ? `${value.slice(0, -1)}${value.endsWith("x") ? "y" : "x"}` : forged;
}
