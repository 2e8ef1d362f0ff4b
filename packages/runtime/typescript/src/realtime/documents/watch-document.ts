import type { Realtime } from "../realtime.js";
import { sessionOf } from "../realtime.js";
import { DocumentWatch } from "./document-watch.js";
import type { DocumentState } from "./document.js";
import type { WatchDocumentOptions } from "./watch-document-options.js";

/** Which document. */
export interface DocumentAddress {
  readonly collection: string;
  readonly document: string;
}

/**
 * Follows a document: reads it, applies each change in its order, and reads it anew when changes were missed.
 *
 * ```ts
 * const watch = watchDocument<Exam>(realtime, { collection: "exams", document: "exam-12" }, {
 *   onState: ({ data }) => show(data),
 * });
 * const { data, revision } = await watch.ready;
 * ```
 *
 * Throws `ClosedError` if the client is closed.
 */
export function watchDocument<Data = unknown>(
  realtime: Realtime,
  address: DocumentAddress,
  options: WatchDocumentOptions<Data> = {},
): DocumentWatch<Data> {
  const { read = () => realtime.request<DocumentState>("documents.get", { ...address }) } = options;
  const name = `document:${address.collection}:${address.document}`;
  const context = { session: sessionOf(realtime), name, options };
  return new DocumentWatch(context, { ...options, read });
}
