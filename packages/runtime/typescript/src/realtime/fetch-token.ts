import type { Input } from "@parlance/protocol";
import type { TokenCallback } from "../credentials/token-callback.js";

/** What the session is told of a token. */
export type TokenInput = Extract<Input, { readonly type: "token" | "tokenFailed" }>;

/** Gets a token for the session, which asks for one at a time and keeps it as long as it will do. Never rejects. */
export async function fetchToken(given: string | TokenCallback | undefined): Promise<TokenInput> {
  try {
    const token: unknown = typeof given === "function" ? await given() : given;
    if (token === undefined && given === undefined) return { type: "token", token };
    if (typeof token === "string" && token !== "") return { type: "token", token };
  } catch (cause) {
    return failed("The token callback failed; see the cause", isRefusal(cause), cause);
  }
  return failed("The token callback gave no token", true, undefined);
}

function failed(message: string, final: boolean, cause: unknown): TokenInput {
  return { type: "tokenFailed", message, final, cause };
}

/** Whether whoever gives tokens has said no, and asking again is no use. */
export function isRefusal(cause: unknown): boolean {
  const { name, retryable }: { readonly name?: unknown; readonly retryable?: unknown } = Object(cause);
  return name === "UnauthorizedError" || retryable === false;
}
