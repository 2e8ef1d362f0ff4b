/** An answer with what surrounds it. */
export interface CallResult<Data, ResponseHeaders = unknown> {
  readonly data: Data;
  /** The headers that the contract declares, typed; all of them are in `response.headers`. */
  readonly headers: ResponseHeaders;
  /** Id to quote to the platform's support. */
  readonly requestId: string | undefined;
  /** The response, its body read. */
  readonly response: Response;
}
