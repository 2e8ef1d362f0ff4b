import type { CallOptions } from "../client/call-options.js";
import type { DecodeError } from "../errors/decode-error.js";

/** How a stream is opened and kept. `timeout` and `retries` hold for each opening. */
export interface StreamOptions extends CallOptions {
  /**
   * Whether a stream of server-sent events that ends is opened again with `Last-Event-ID`, for safe methods only.
   *
   * Default, `"resume"`: after a broken connection when an event id is known, so that nothing is lost; after a regular end
   * when the server has named a `retry` time. `"always"`: in any case until the server answers 204; events sent meanwhile may
   * be lost. `"never"`: not at all.
   */
  readonly reconnect?: "resume" | "always" | "never";
  /** Called with an event that is not JSON; the stream goes on. Default: the stream fails with the error. */
  readonly onMalformed?: (error: DecodeError) => void;
}
