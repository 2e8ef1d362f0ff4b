/** What the user decides about an SDK. It is all a language pack knows beside the Contract. */
export interface PrintOptions {
  /** Name of the package in the language's registry, e.g. `@acme/sdk`. */
  readonly packageName: string;
  /** Version of the package, e.g. `1.4.0`. */
  readonly packageVersion: string;
  /** Prefix of the environment variables the SDK reads, without the underscore, e.g. `ACME` for `ACME_TOKEN`. */
  readonly environmentPrefix: string;
}
