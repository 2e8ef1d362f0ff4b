import type { Operation } from "@parlance/contract";
import type { CredentialClass } from "../../plan/case.js";
import { type Credential, type Credentials, noCredential } from "../../profile/credential.js";
import type { TokenRule } from "./socket-rules.js";

/** Whose handshake it is, and what it may need. */
interface HandshakeOptions {
  readonly credentials: Credentials;
  readonly credential: CredentialClass;
  /** Where the token goes, if the document says so. */
  readonly token: TokenRule | undefined;
  readonly security: Operation["security"];
}

/** What a handshake carries. */
interface Handshake {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Credential["query"];
}

/** The credential as the handshake of a socket carries it; nothing where a message does. */
export function handshakeOf(options: HandshakeOptions): Handshake {
  const { headers, query, cookies } = carried(options);
  const cookie = cookies.map((each) => each.join("=")).join("; ");
  return { headers: { ...Object.fromEntries(headers), ...(cookie !== "" && { cookie }) }, query };
}

function carried({ credentials, credential, token, security }: HandshakeOptions): Credential {
  if (token === undefined) return credentials.of(credential, { security }) ?? noCredential;
  const text = credentials.text(credential);
  if (text === undefined || token.in === "message") return noCredential;
  if (token.in === "query") return { ...noCredential, query: [[token.name, text]] };
  return { ...noCredential, headers: [[token.name.toLowerCase(), token.plain === true ? text : `Bearer ${text}`]] };
}
