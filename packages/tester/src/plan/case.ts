import type { Json, Method } from "@parlance/contract";

/** Whose credential a request carries. `none` and those made from the valid one need no profile. */
export type CredentialClass =
  | "valid"
  | "none"
  | "malformed"
  | "forged"
  | "unsigned"
  | "expired"
  | "revoked"
  | "unscoped"
  | "otherTenant"
  | "member";

/** Classes that let nobody in, whatever is asked for. */
export const refusedClasses = [
  "none",
  "malformed",
  "forged",
  "unsigned",
  "expired",
  "revoked",
] as const satisfies readonly CredentialClass[];

/** All classes of credentials, in the order in which reports tell them. */
export const credentialClasses = [
  "valid",
  ...refusedClasses,
  "unscoped",
  "otherTenant",
  "member",
] as const satisfies readonly CredentialClass[];

/** Where in a request a value stands. */
export type Part = "path" | "query" | "header" | "cookie" | "body";

/** The one value that a case is about, and the keyword of its schema. */
export interface Aim {
  readonly part: Part;
  /** Name of the parameter. */
  readonly name?: string;
  readonly keyword: string;
  /** JSON pointer into the part's value. */
  readonly pointer: string;
}

/** What a case is to show. */
export type Intent =
  /** A request that the contract allows. */
  | { readonly kind: "positive" }
  /** A request like one that was taken, with one value as far as a keyword allows. */
  | ({ readonly kind: "boundary" } & Aim)
  /** A request like one that was taken, with one value that is allowed, but that servers stumble over. */
  | ({ readonly kind: "unusual" } & Aim)
  /** A request of which one keyword of the contract refuses one value. */
  | ({ readonly kind: "negative" } & Aim)
  /** An allowed request with a credential that must not do. */
  | { readonly kind: "auth" }
  /** A method that the path does not have. */
  | { readonly kind: "method" }
  /** A body that is no text of its media type. */
  | { readonly kind: "malformed" }
  /** A query parameter that nobody declares. */
  | { readonly kind: "unknownQuery" }
  /** A body of a media type that the operation does not take. */
  | { readonly kind: "mediaType" }
  /** A body of several mebibytes. */
  | { readonly kind: "large" };

/** A body before it is written: a value in a media type, the very text, or an object of JSON with a text of so many bytes. */
export type CaseBody =
  | { readonly kind: "value"; readonly mediaType: string; readonly value: Json }
  | { readonly kind: "text"; readonly mediaType: string; readonly text: string }
  | { readonly kind: "filling"; readonly mediaType: string; readonly bytes: number };

/** A value of a parameter, by the place where it stands and its name on the wire. */
export interface ParameterValue {
  readonly in: "path" | "query" | "header" | "cookie";
  readonly name: string;
  readonly value: Json;
}

/** One request to be sent, and why. Plain JSON, so that it can be stored and sent again. */
export interface Case {
  readonly operation: string;
  /** Which of the operation's allowed requests it is made from: with the run's seed it says how the values came about. */
  readonly n?: number;
  /** The method to send; the operation's own but for the intent `method`. */
  readonly method: Method;
  readonly intent: Intent;
  readonly credential: CredentialClass;
  readonly parameters: readonly ParameterValue[];
  readonly body?: CaseBody;
}

/** What a case shows, in a few words: `maximum of query limit`. */
export function describeIntent({ intent, credential, method }: Case): string {
  switch (intent.kind) {
    case "positive":
      return "an allowed request";
    case "boundary":
      return `${describeAim(intent)} is as far as ${intent.keyword} allows`;
    case "unusual":
      return `${describeAim(intent)} has control letters`;
    case "negative":
      return `${describeAim(intent)} breaks ${intent.keyword}`;
    case "auth":
      return credential === "none" ? "no credential" : `a credential that is ${credential}`;
    case "method":
      return `method ${method}, which the path does not have`;
    case "malformed":
      return "a body that cannot be read";
    case "unknownQuery":
      return "a query parameter that nobody declares";
    case "mediaType":
      return "a media type that the operation does not take";
    case "large":
      return "a body of several mebibytes";
  }
}

function describeAim({ part, name, pointer }: Aim): string {
  return [part, ...(name === undefined ? [] : [name]), ...(pointer === "" ? [] : [`at ${pointer}`])].join(" ");
}
