import { RealtimeError } from "./realtime-error.js";

/** The client was closed. Make a new one. */
export class ClosedError extends RealtimeError {
  static override readonly kind: string = "ClosedError";

  constructor() {
    super({ code: "closed", message: "The realtime client is closed; make a new one", retryable: false });
  }
}
