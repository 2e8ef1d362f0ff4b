import { errorTable } from "../../gen/errors.gen.js";
import { code } from "./protocol.js";

/** Bytes of the reason in a closing frame (RFC 6455 section 5.5). */
const maxReason = 123;

/** How a connection is closed for a code of errors.yaml; one without a closing code of its own counts as `terminated`. */
export function closingOf(name: string): { readonly code: number; readonly reason: string } {
  const row = Object.entries(errorTable).find(([known]) => known === name)?.[1] ?? errorTable.terminated;
  const closeCode = "closeCode" in row ? row.closeCode : errorTable.terminated.closeCode;
  return { code: inPusher(closeCode), reason: row.title };
}

/** Our closing codes have Pusher's ranges; of each range a client is told the one that Pusher documents. */
function inPusher(closeCode: number): number {
  if (Object.values<number>(code).includes(closeCode)) return closeCode;
  if (closeCode < 4100) return code.unauthorized;
  return closeCode < 4200 ? code.overCapacity : code.reconnect;
}

/** Cuts a reason to what a closing frame holds, between characters. */
export function cutReason(reason: string): string {
  let text = reason;
  while (Buffer.byteLength(text) > maxReason) text = [...text].slice(0, -1).join("");
  return text;
}
