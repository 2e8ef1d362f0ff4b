import { AbortError } from "../errors/abort-error.js";
import type { ClientOptions } from "./client-options.js";
import type { ClientSetup } from "./client-setup.js";
import type { Configuration } from "./configuration.js";
import { configure } from "./configuration.js";

let configurationOf: (client: Client) => Configuration;
let flightsOf: (client: Client) => Set<AbortController>;

/**
 * Where calls go and who makes them. Has no state but a token in memory and the calls in flight.
 *
 * The constructor throws `ConfigurationError` for a setup that cannot work. `close()` aborts what
 * is in flight; `await using` does so by itself.
 */
export class Client implements AsyncDisposable {
  // Private members are seen by neither JSON.stringify nor util.inspect, so credentials stay inside.
  readonly #configuration: Configuration;
  readonly #flights = new Set<AbortController>();
  #closed = false;

  static {
    configurationOf = (client) => client.#configuration;
    flightsOf = (client) => {
      if (client.#closed) throw closedError();
      return client.#flights;
    };
  }

  constructor(options: ClientOptions, setup: ClientSetup = {}) {
    this.#configuration = configure(options, setup);
  }

  /** Base URL of the platform, without a slash at the end. */
  get url(): string {
    return this.#configuration.url;
  }

  /** Aborts the calls and streams in flight and refuses new ones; each fails with an `AbortError` (`client_closed`). */
  close(): void {
    this.#closed = true;
    for (const flight of this.#flights) flight.abort(closedError());
    this.#flights.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }

  toJSON(): { readonly url: string } {
    return { url: this.url };
  }
}

function closedError(): AbortError {
  return new AbortError({ code: "client_closed", message: "The client is closed" });
}

export { configurationOf, flightsOf };
