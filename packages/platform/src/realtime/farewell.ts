import type { ByeFrame } from "@parlance/protocol";
import { errorTable, type ErrorCode } from "../gen/errors.gen.js";
import type { Ending } from "./connection-state.js";
import { maxMessage } from "./error-frame.js";
import { OutgoingFrame } from "./outgoing-frame.js";

/** How a connection is ended by the server. */
export interface EndOptions {
  readonly message: string;
  /** How long the client should wait before it comes back. */
  readonly afterMs?: number;
  /** Left out = a client that may come back finds its session. */
  readonly ending?: Ending;
}

/** The last things that a connection does. */
export interface Farewell {
  readonly frame: OutgoingFrame;
  readonly closeCode: number;
  readonly ending: Ending;
}

const fallbackCode = errorTable.terminated.closeCode;
const finalCodes = { first: 4000, last: 4099 };

/** How a connection ends with a code of errors.yaml; one without a close code closes as `terminated`. */
export function farewell(code: ErrorCode, { message, afterMs, ending }: EndOptions): Farewell {
  const row = errorTable[code];
  const closeCode = "closeCode" in row ? row.closeCode : fallbackCode;
  const final = closeCode >= finalCodes.first && closeCode <= finalCodes.last;
  const bye: ByeFrame = {
    type: "bye",
    code,
    message: message.slice(0, maxMessage),
    retryable: row.retryable,
    ...(afterMs !== undefined && { afterMs }),
  };
  return { frame: new OutgoingFrame(bye), closeCode, ending: ending ?? (final ? "left" : "lost") };
}
