import { ParlanceError } from "./parlance-error.js";

/** The client cannot work as it was set up; the message names what to set. Thrown by constructors, before any network. */
export class ConfigurationError extends ParlanceError {
  static override readonly kind: string = "ConfigurationError";

  constructor(init: { readonly message: string; readonly cause?: unknown; readonly operation?: string | undefined }) {
    super({ code: "configuration_invalid", ...init });
  }
}
