import type { Json } from "@parlance/contract";
import type { ProfilePolicies } from "./policies.js";
import type { WebhookProfile } from "./webhook-profile.js";

/** Values by security scheme: a token, a key, or `user:password`. */
export type SchemeValues = Readonly<Record<string, string>>;

/** The classes of credentials that a profile can have. `member` speaks for a person, where only such can be present on a channel. */
export type ProfileClass = "valid" | "expired" | "revoked" | "unscoped" | "otherTenant" | "member";

/** What the tester must know of a server beside its documents. */
export interface Profile {
  readonly credentials: Readonly<Partial<Record<ProfileClass, SchemeValues>>>;
  /** Values for parameters, by name or by `operation/name` or `channel/name`; the first ones are used first. */
  readonly values: Readonly<Record<string, readonly Json[]>>;
  /** Operations by id, channels and webhooks by name, which are never touched; `*` stands for any letters. */
  readonly skip: readonly string[];
  /** What is right where good servers differ. Default: whatever no good server breaks. */
  readonly policies?: ProfilePolicies;
  /** Operations by the names of the messages that they cause, where names and schemas do not show it. */
  readonly triggers?: Readonly<Record<string, string>>;
  /** How webhooks are registered, signed and tried again, as far as the documents do not show it. */
  readonly webhooks?: WebhookProfile;
}

/** Nothing known. */
export const emptyProfile: Profile = { credentials: {}, values: {}, skip: [] };
