import type { Input } from "@parlance/protocol";
import type { TokenCallback } from "../credentials/token-callback.js";

/** What the session is told of a token. */
export type TokenInput = Extract<Input, { readonly type: "token" | "tokenFailed" }>;

/** Gets a token for the session, which asks for one at a time and keeps it as long as it will do. Never rejects. */
export async function fetchToken(given: string | TokenCallback | undefined): Promise<TokenInput> {
  try {
    const token = typeof given === "function" ? await given() : given;
    if (token || given === undefined) return { type: "token", token };
    return { type: "tokenFailed", message: "The token given is empty", final: true };
  } catch (cause) {
    return { type: "tokenFailed", message: "No token; see the cause", final: isRefusal(cause), cause };
  }
}

/** Whether whoever gives tokens has said no, and asking again is no use. */
export function isRefusal(cause: unknown): boolean {
  const { name, retryable }: { readonly name?: unknown; readonly retryable?: unknown } = Object(cause);
  return name === "UnauthorizedError" || retryable === false;
}
