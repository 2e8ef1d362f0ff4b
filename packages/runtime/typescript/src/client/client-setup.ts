import type { SecurityDescriptor } from "../descriptor.js";

/** What the contract says about all its operations; generated code hands it to `Client` and `resolveOptions`. */
export interface ClientSetup {
  /** Name and version of the SDK for `User-Agent`, e.g. `parlance-sdk/0.1.0`. */
  readonly product?: string;
  /** Prefix of the environment variables, e.g. `PARLANCE`. Left out = the environment is not read. */
  readonly environment?: string;
  /** URL of the first server with `{variables}`, and their defaults. */
  readonly server?: { readonly url: string; readonly variables?: Readonly<Record<string, string>> };
  /** The security schemes by name. Left out = every scheme is a bearer token. */
  readonly security?: Readonly<Record<string, SecurityDescriptor>>;
  /** Whether applications sign tokens themselves, as those of the Parlance platform do. Left out = `clientId` and `clientSecret` are refused. */
  readonly applicationTokens?: boolean;
}
