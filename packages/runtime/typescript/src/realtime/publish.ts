/** How long an answer is waited for. */
export interface RequestOptions {
  /** Milliseconds, reconnects included. Default: `RealtimeOptions.timeoutMs`. `false` = no limit. */
  readonly timeoutMs?: number | false;
  /** Gives up. What was sent already may still be carried out. */
  readonly signal?: AbortSignal;
}

/** How a message is published. */
export interface PublishOptions extends RequestOptions {
  /** Names this publish: the server takes the same one once, within its dedup window. Default: one of the session's own. */
  readonly publishId?: string;
  /** Short texts for filters; receivers see them. */
  readonly tags?: Readonly<Record<string, string>>;
  /** How long it stays in the history. Default: as the channel is set up. */
  readonly ttlSeconds?: number;
}

/** A message that is in the channel's log. */
export interface Published {
  readonly epoch: string;
  readonly offset: number;
  readonly messageId: string | undefined;
  /** Whether it was there already under this `publishId`. */
  readonly duplicate: boolean;
}
