import { type TSchema, Type } from "typebox";

/** A status, or a class of them. */
export type AllowedStatus = number | `${number}XX`;

/** What is right where good servers differ: the statuses that are no finding. */
export interface Policies {
  /** For no credential, and for one that is forged, expired or revoked. */
  readonly unauthenticated: readonly AllowedStatus[];
  /** For a credential that is none of its scheme. */
  readonly malformedCredential: readonly AllowedStatus[];
  /** For a credential without the scope. */
  readonly unscoped: readonly AllowedStatus[];
  /** For what belongs to another tenant. */
  readonly otherTenant: readonly AllowedStatus[];
  /** For a value that its schema refuses. */
  readonly brokenValue: readonly AllowedStatus[];
  /** For a body that cannot be read. */
  readonly malformedBody: readonly AllowedStatus[];
  /** For a media type that the operation does not take. */
  readonly unknownMediaType: readonly AllowedStatus[];
  /** For a method that the path does not have. */
  readonly unknownMethod: readonly AllowedStatus[];
  /** Whether a query parameter that nobody declares is to be refused with 400 or 422. */
  readonly unknownQuery: "ignored" | "refused";
}

/** What no good server breaks. */
export const cautiousPolicies: Policies = {
  unauthenticated: [401],
  malformedCredential: [400, 401],
  unscoped: [403, 404],
  otherTenant: [403, 404],
  brokenValue: ["4XX"],
  malformedBody: [400, 422],
  unknownMediaType: [400, 415],
  unknownMethod: [401, 403, 404, 405, 501],
  unknownQuery: "ignored",
};

/** What the standards recommend most plainly; `policies: strict` in a profile. */
export const strictPolicies: Policies = {
  unauthenticated: [401],
  malformedCredential: [401],
  unscoped: [403],
  otherTenant: [404],
  brokenValue: [400, 422],
  malformedBody: [400],
  unknownMediaType: [415],
  unknownMethod: [405],
  unknownQuery: "refused",
};

/** What a profile says of policies: all strict, or some of its own beside the cautious ones. */
export type ProfilePolicies = "strict" | Partial<Policies>;

/** The policies that hold. */
export function policiesOf(wanted: ProfilePolicies = {}): Policies {
  return wanted === "strict" ? strictPolicies : { ...cautiousPolicies, ...wanted };
}

/** True if a status is one of those, or of their class. */
export function isAllowed(status: number, allowed: readonly AllowedStatus[]): boolean {
  return allowed.some((each) => each === status || each === `${Math.floor(status / 100)}XX`);
}

const statuses = (description: string) =>
  Type.Optional(
    Type.Array(Type.Union([Type.Integer({ minimum: 100, maximum: 599 }), Type.String({ pattern: "^[1-5]XX$" })]), {
      description,
      minItems: 1,
    }),
  );

/** JSON schema of the profile's `policies`. */
export const policiesSchema: TSchema = Type.Union(
  [
    Type.Literal("strict", { description: "What the standards recommend most plainly." }),
    Type.Object(
      {
        unauthenticated: statuses("No credential, or a forged, expired or revoked one. Default 401."),
        malformedCredential: statuses("A credential that is none of its scheme. Default 400, 401; strict 401."),
        unscoped: statuses("A credential without the scope. Default 403, 404; strict 403."),
        otherTenant: statuses("What belongs to another tenant. Default 403, 404; strict 404."),
        brokenValue: statuses("A value that its schema refuses. Default 4XX; strict 400, 422."),
        malformedBody: statuses("A body that cannot be read. Default 400, 422; strict 400."),
        unknownMediaType: statuses("A media type that the operation does not take. Default 400, 415; strict 415."),
        unknownMethod: statuses("A method that the path does not have. Default 401, 403, 404, 405, 501; strict 405."),
        unknownQuery: Type.Optional(
          Type.Enum(["ignored", "refused"], {
            description: "A query parameter that nobody declares. Default ignored; strict refused, with 400 or 422.",
          }),
        ),
      },
      { additionalProperties: false },
    ),
  ],
  { description: "What is right where good servers differ: statuses that are no finding." },
);
