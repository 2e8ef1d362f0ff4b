import type { ParlanceError } from "../../errors/parlance-error.js";
import type { ChannelOptions } from "../channel-options.js";
import type { DocumentChange, DocumentState } from "./document.js";

/** How a document is watched. */
export interface WatchDocumentOptions<Data = unknown> extends ChannelOptions {
  /** Called with each state, beginning with the one that was read; `change` says how it came about, if one change did it. */
  readonly onState?: (state: DocumentState<Data>, change: DocumentChange | undefined) => unknown;
  /** Called when the watch has ended because it was refused. Default: the client's `error` listeners. */
  readonly onError?: (error: ParlanceError) => unknown;
  /**
   * Reads the document as it is: at the beginning, and when changes were missed. Default: the method `documents.get` over the
   * connection. A failure with the code `not_found` means that there is none yet; one that is `retryable` is tried again.
   */
  readonly read?: () => Promise<DocumentState>;
  /** Ends it. */
  readonly signal?: AbortSignal;
}
