/** Why something failed: the code and words of the server, or of the session itself. */
export interface SessionError {
  /** A code of `specs/errors.yaml`, or one of the client's own such as `connection_lost`, `timeout`, `queue_full`, `cancelled`, `closed`. */
  readonly code: string;
  /** What happened and what to do. */
  readonly message: string;
  /** Whether the same may succeed later. */
  readonly retryable: boolean;
  /** How long to wait before, in milliseconds. */
  readonly afterMs?: number | undefined;
  /** The WebSocket close code, if one ended the connection. */
  readonly closeCode?: number;
  readonly href?: string | undefined;
  readonly cause?: unknown;
}

/** Why a transport ended, as far as it knows: an error of the server's or its own, or only what the platform reported. */
export type Why = SessionError | { readonly cause: unknown };
