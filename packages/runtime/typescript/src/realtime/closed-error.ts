import { closed } from "@parlance/protocol";
import { RealtimeError } from "./realtime-error.js";

/** The client was closed. Make a new one. */
export class ClosedError extends RealtimeError {
  static override readonly kind: string = "ClosedError";

  constructor() {
    super(closed);
  }
}
