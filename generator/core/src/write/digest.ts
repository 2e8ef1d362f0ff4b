import { createHash } from "node:crypto";

/** SHA-256 in hexadecimal. */
export function sha256(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * SHA-256 of a generated file's text, with every line end read as `\n`: a checkout that turns line ends into `\r\n`
 * (git on Windows) has not edited the file.
 */
export function textDigest(text: string): string {
  return sha256(text.includes("\r") ? text.replaceAll("\r\n", "\n") : text);
}
