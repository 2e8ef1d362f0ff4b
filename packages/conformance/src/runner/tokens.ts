import { createPrivateKey } from "node:crypto";
import type { ApplicationCredentials } from "@parlance/platform";
import { SignJWT } from "jose";
import type { TokenAnswer } from "../scenario/scenario.js";

/** DER of a PKCS#8 Ed25519 private key up to the seed (RFC 8410 section 7). */
const pkcs8Header = Buffer.from("302e020100300506032b657004220420", "hex");
const seedBytes = 32;
/** An expired token is beyond the skew that a server allows. */
const longAgoSeconds = 7200;

/** Signs the tokens of a scenario as the application's backend would. */
export class TokenMint {
  readonly #application: ApplicationCredentials;
  readonly #keyId: string;

  constructor(application: ApplicationCredentials, keyId: string) {
    this.#application = application;
    this.#keyId = keyId;
  }

  /** A token of this kind; `forged` has a signature that does not fit. */
  async token({ kind = "valid", lifetimeSeconds = 60, user, grants }: TokenAnswer): Promise<string> {
    const now = Math.floor(Date.now() / 1000) - (kind === "expired" ? longAgoSeconds : 0);
    const claims = { ...(user !== undefined && { sub: user }), ...(grants !== undefined && { grants }) };
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid: this.#keyId })
      .setIssuer(this.#application.clientId)
      .setAudience("parlance")
      .setIssuedAt(now)
      .setExpirationTime(now + lifetimeSeconds)
      .setJti(`tok_${crypto.randomUUID().replaceAll("-", "").slice(0, 16)}`)
      .sign(this.#key());
    return kind === "forged" ? forge(token) : token;
  }

  #key() {
    const bytes = Buffer.from(this.#application.clientSecret.slice("plsk_".length), "base64url");
    return createPrivateKey({
      key: Buffer.concat([pkcs8Header, bytes.subarray(0, seedBytes)]),
      format: "der",
      type: "pkcs8",
    });
  }
}

function forge(token: string): string {
  const at = token.lastIndexOf(".") + 10;
  return token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
}
