/** Where the SDK of one language goes, and what differs from the rest. */
export interface LanguageConfig {
  /** Output folder, relative to the config file. Default: `out`, with the language's folder below it if there are several. */
  readonly out?: string;
  /** Default: `package` of the config. */
  readonly package?: string;
  /** Default: `version` of the config. */
  readonly version?: string;
}

/**
 * The content of `parlance.config.ts`: what `parlance generate` and `parlance lint` do without options. An option on the
 * command line wins.
 */
export interface Config {
  /** OpenAPI documents, relative to the config file. */
  readonly openapi?: string | readonly string[];
  /** AsyncAPI documents, relative to the config file. */
  readonly asyncapi?: string | readonly string[];
  /** The languages, as a list or with settings for each. */
  readonly languages?: readonly string[] | Readonly<Record<string, LanguageConfig>>;
  /** Output folder, relative to the config file. */
  readonly out?: string;
  /** Name of the package in the language's registry. Default: the document's title in kebab case. */
  readonly package?: string;
  /** Version of the package. Default: the document's, if it is a semantic version, else `0.1.0`. */
  readonly version?: string;
  /** Prefix of the environment variables the SDK reads. Default: the scope of the package, or its name. */
  readonly environmentPrefix?: string;
  /** Whose point of view AsyncAPI 3 documents without `x-parlance-perspective` take. Default: the client's. */
  readonly perspective?: "client" | "server";
  /** Warnings are errors. Default: false. */
  readonly strict?: boolean;
}
