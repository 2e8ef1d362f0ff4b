import { attemptsExhausted } from "../frames/codes.gen.js";
import type { BackOff } from "./back-off.js";
import { concernsToken, type Loss } from "./loss.js";
import type { SessionError } from "./session-error.js";
import type { Token } from "./token.js";

/** What follows a loss: the end of the session, or another attempt after a wait. */
export type Verdict = { readonly end: SessionError } | { readonly waitMs: number };

/** Who knows what was tried already. */
export interface Tried {
  readonly token: Token;
  readonly backOff: BackOff;
  /** How long the connection held that was lost; null: the attempt got no `welcome`. */
  readonly lifeMs: number | null;
}

/** Judges a loss, and takes note of it. */
export function verdictOf({ error, comeBack }: Loss, { token, backOff, lifeMs }: Tried): Verdict {
  const held = lifeMs !== null;
  const byToken = concernsToken(error);
  const afresh = byToken && token.refused(error, held) && !held;
  if (afresh) return { waitMs: 0 };
  if (comeBack === "never" || (byToken && !held)) return { end: error };
  if (held) backOff.lived(lifeMs);
  else if (backOff.failed()) return { end: { ...attemptsExhausted, cause: error } };
  return { waitMs: backOff.next(comeBack === "now") };
}
