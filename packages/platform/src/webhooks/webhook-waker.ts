/** An endpoint of a project. */
export interface EndpointAddress {
  readonly project: string;
  readonly webhook: string;
}

/** Sends what the store has for webhook endpoints. */
export interface WebhookWaker {
  /**
   * Something is put on its way to an endpoint. May be called inside of the transaction that does it: the store is asked in another
   * one, which comes after it and finds nothing if it failed.
   */
  wake(endpoint: EndpointAddress): void;
}
