import { importJWK } from "jose";
import { ConfigurationError } from "../errors/configuration-error.js";

const prefix = "plsk_";
const length = 64;

/** What a client secret holds. */
export interface ApplicationKey {
  /** Imports the private key; it cannot be exported again. */
  readonly privateKey: () => Promise<CryptoKey>;
}

/** Reads a client secret, `plsk_` + base64url(seed ‖ public key). A malformed one is a `ConfigurationError`; it is not shown. */
export function parseClientSecret(clientSecret: string): ApplicationKey {
  const bytes = clientSecret.startsWith(prefix) ? decode(clientSecret.slice(prefix.length)) : undefined;
  if (bytes?.length !== length) {
    throw new ConfigurationError({
      message: "clientSecret is not one: it begins with plsk_ and is shown once, when the key is made",
    });
  }
  const [d, x] = [encode(bytes.slice(0, 32)), encode(bytes.slice(32))];
  return { privateKey: () => importPrivateKey(d, x) };
}

async function importPrivateKey(d: string, x: string): Promise<CryptoKey> {
  const key = await importJWK({ kty: "OKP", crv: "Ed25519", d, x, ext: false }, "EdDSA");
  if (key instanceof Uint8Array) throw new ConfigurationError({ message: "clientSecret does not hold an Ed25519 key" });
  return key;
}

function decode(text: string): string | undefined {
  try {
    return atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return undefined;
  }
}

function encode(bytes: string): string {
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
