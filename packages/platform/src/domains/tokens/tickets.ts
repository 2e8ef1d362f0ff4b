import { timestamp } from "../../clock.js";
import type { Answer, Call, HandlersOf } from "../../handler.js";
import { keepTicket } from "../../security/ticket.js";

/** Tickets: what opens an event stream where no header can be sent. */
export const ticketHandlers: HandlersOf<"tickets"> = { "tickets.create": create };

async function create(call: Call<"tickets.create">): Promise<Answer<"tickets.create">> {
  const { caller, contract } = call;
  if (caller.type !== "token") throw new Error("A ticket needs the bearer of a token.");
  const expiresAt = Math.min(call.clock() + contract.limits.ticketSeconds * 1000, caller.claims.exp * 1000);
  const ticket = call.ids("tick");
  await keepTicket(call.records, { ticket, caller, expiresAt });
  return { status: 201, body: { ticket, expiresAt: timestamp(expiresAt) } };
}
