import type * as contract from "../gen/types.gen.js";
import type { Plain } from "../json/plain.js";
import type { Kept } from "../resource/resource.js";
import { kind } from "../store/store.js";

/** A project as the contract has it. */
export type Project = Plain<contract.Project>;
/** What is kept of the tenant. */
export type ProjectData = Kept<Project>;

/** An application as the contract has it. */
export type Application = Plain<contract.Application>;
/** What is kept of a program of the project's owner. */
export type ApplicationData = Kept<Application>;

/** The public half of an application's key. The record's expiry is the key's. */
export interface ApplicationKeyData {
  readonly name: string | null;
  /** Base64url of the Ed25519 public key. */
  readonly publicKey: string;
}

/** When a key was last used; apart from the key, so that use does not change the key's version. */
export interface KeyUsageData {
  readonly at: number;
}

/** A key with which the platform itself signs. */
export interface PlatformKeyData {
  readonly secret: string;
  readonly publicKey: string;
}

/** Tokens that are refused before they expire. The record expires when the last such token has. */
export interface RevocationData {
  /** For a user: tokens issued at or before this time (milliseconds). */
  readonly before?: number;
}

/** The project that owns what belongs to no tenant. */
export const systemProject = "";

/** Projects. */
export const projects = kind<ProjectData>("project");
/** Applications. */
export const applications = kind<ApplicationData>("application");
/** The parent is the application. */
export const applicationKeys = kind<ApplicationKeyData>("application-key");
/** When each key was last used. */
export const keyUsages = kind<KeyUsageData>("key-usage");
/** The platform's own keys, for tokens that it signs itself. */
export const platformKeys = kind<PlatformKeyData>("platform-key");
/** The id is `token:<jti>` or `user:<sub>`. */
export const revocations = kind<RevocationData>("revocation");
