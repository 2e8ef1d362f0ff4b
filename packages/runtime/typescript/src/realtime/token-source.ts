import type { Input } from "@parlance/protocol";
import type { TokenCallback } from "../credentials/token-callback.js";

/** What the session is told of a token. */
export type TokenInput = Extract<Input, { readonly type: "token" | "tokenFailed" }>;

/** Gets the tokens of one client. The session asks for one at a time. */
export class TokenSource {
  readonly #token: string | TokenCallback | undefined;
  #held: string | undefined;

  constructor(token: string | TokenCallback | undefined) {
    this.#token = token;
    this.#held = typeof token === "string" ? token : undefined;
  }

  /** `fresh`: the one at hand will not do. Never rejects. */
  async fetch(fresh: boolean): Promise<TokenInput> {
    const given = this.#token;
    if (given === undefined || (this.#held !== undefined && !fresh)) return { type: "token", token: this.#held };
    if (typeof given === "string") return failed("The token was refused or runs out. Give a callback to renew it", true);
    try {
      const token: unknown = await given();
      if (typeof token !== "string" || token === "") return failed("The token callback gave no token", true);
      this.#held = token;
      return { type: "token", token };
    } catch (cause) {
      return failed("The token callback failed; see the cause", isRefusal(cause), cause);
    }
  }
}

function failed(message: string, final: boolean, cause?: unknown): TokenInput {
  return { type: "tokenFailed", message, final, cause };
}

/** Whether whoever gives tokens has said no, and asking again is no use. */
function isRefusal(cause: unknown): boolean {
  const { name, retryable }: { readonly name?: unknown; readonly retryable?: unknown } = Object(cause);
  return name === "UnauthorizedError" || retryable === false;
}
