import { createHash, hkdfSync } from "node:crypto";
import { problem } from "../problem/platform-error.js";
import { kind, type Records, type Transaction } from "../store/store.js";
import type { TokenCaller } from "./caller.js";
import { seal, unseal } from "./seal.js";

/** What a ticket stands for. Its digest is the id: who reads the store can use no ticket and sees no token. */
interface TicketData {
  /** The token, sealed with a key made of the ticket. */
  readonly sealed: string;
  /** When the token expires, in milliseconds since 1970. */
  readonly tokenExpiresAt: number;
  /** Whether a stream was opened with it: from then on only that stream may be opened again. */
  readonly used: boolean;
}

const tickets = kind<TicketData>("ticket");

/** A ticket that was shown, and what its stream showed beside it. */
export interface ShownTicket {
  readonly ticket: string;
  /** The digest of the ticket that the stream's own cursor names; null without a cursor. */
  readonly reopens: string | null;
}

/** What names a ticket without being one. */
export function ticketDigest(ticket: string): string {
  return createHash("sha256").update("ticket\0").update(ticket).digest("base64url");
}

/** Keeps a new ticket of a caller until a time in milliseconds since 1970. */
export async function keepTicket(
  records: Records,
  ticket: { readonly ticket: string; readonly caller: TokenCaller; readonly expiresAt: number },
): Promise<void> {
  const { token, claims } = ticket.caller;
  const data = { sealed: seal(sealKey(ticket.ticket), token), tokenExpiresAt: claims.exp * 1000, used: false };
  await records.insert(tickets, { id: ticketDigest(ticket.ticket), data, expiresAt: ticket.expiresAt });
}

/**
 * The token behind a ticket; whether it still holds is for the caller to find out. The first stream uses the ticket up, and
 * afterwards it opens that stream again until the token expires. Throws `invalid_token` for one that is unknown, used or too old.
 */
export async function redeemTicket(transaction: Transaction, { ticket, reopens }: ShownTicket): Promise<string> {
  const id = ticketDigest(ticket);
  const kept = await transaction.anywhere(tickets, id);
  const token = kept && unseal(sealKey(ticket), kept.data.sealed);
  if (kept === undefined || token === undefined || (kept.data.used && reopens !== id)) {
    throw problem("invalid_token", "The ticket is unknown, used or too old. Obtain another one.");
  }
  if (!kept.data.used) {
    const change = { data: { ...kept.data, used: true }, expiresAt: kept.data.tokenExpiresAt };
    await transaction.records(kept.project).update(tickets, id, change);
  }
  return token;
}

function sealKey(ticket: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", ticket, "", "parlance-ticket-v1", 32));
}
