export { applyDiff } from "./apply-diff.js";
export { DocumentWatch } from "./document-watch.js";
export type { DiffStep, DocumentChange, DocumentState } from "./document.js";
export type { WatchDocumentOptions } from "./watch-document-options.js";
export type { DocumentAddress } from "./watch-document.js";
export { watchDocument } from "./watch-document.js";
