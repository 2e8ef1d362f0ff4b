/** The options of `parlance generate`, as commander gives them. */
export interface GenerateFlags {
  readonly config?: string;
  readonly openapi?: readonly string[];
  readonly asyncapi?: readonly string[];
  readonly language?: readonly string[];
  readonly out?: string;
  /** A name, or `language=name`, which wins for its language. */
  readonly package?: readonly string[];
  readonly version?: string;
  readonly environmentPrefix?: string;
  readonly perspective?: string;
  readonly check?: true;
  readonly watch?: true;
  readonly strict?: true;
  readonly force?: true;
  readonly json?: true;
}
