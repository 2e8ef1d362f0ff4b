/** The options of `parlance generate`, as commander gives them. */
export interface GenerateFlags {
  readonly config?: string;
  readonly openapi?: readonly string[];
  readonly asyncapi?: readonly string[];
  readonly language?: readonly string[];
  readonly out?: string;
  readonly package?: string;
  readonly version?: string;
  readonly environmentPrefix?: string;
  readonly check?: true;
  readonly watch?: true;
  readonly strict?: true;
  readonly force?: true;
  readonly json?: true;
}
