import type { Contract } from "@parlance/contract";
import { clientDescriptor, takesApplicationTokens } from "./client-descriptor.js";
import type { PrintOptions } from "../language/print-options.js";

/** The kinds of credentials that the clients of a contract can be given. */
export interface CredentialKinds {
  /** Bearer tokens, those of OAuth 2.0 and OpenID Connect too; also where the contract has no scheme. */
  readonly token: boolean;
  /** User and password. */
  readonly basic: boolean;
  /** The names of the schemes with keys. */
  readonly apiKeys: readonly string[];
  /** Whether applications sign tokens themselves. */
  readonly application: boolean;
}

/** Which credentials the README of an SDK has to speak of. */
export function credentialKinds(contract: Contract, options: PrintOptions): CredentialKinds {
  const { security } = clientDescriptor(contract, options);
  const schemes = Object.entries((security ?? {}) as Readonly<Record<string, { readonly type: string }>>);
  const has = (type: string): boolean => schemes.some(([, scheme]) => scheme.type === type);
  return {
    token: schemes.length === 0 || has("bearer"),
    basic: has("basic"),
    apiKeys: schemes.flatMap(([name, { type }]) => (type === "apiKey" ? [name] : [])),
    application: takesApplicationTokens(contract.security),
  };
}
