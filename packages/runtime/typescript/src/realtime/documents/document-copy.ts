import { applyDiff } from "./apply-diff.js";
import type { DocumentChange, DocumentState } from "./document.js";

/** Changes that are kept until the document is read; with more it is read again. */
const mostKept = 1_000;

/** A copy of a document that follows its changes, each once and in order. */
export class DocumentCopy {
  #state: DocumentState | undefined;
  #kept: DocumentChange[] = [];

  /** Undefined until the document was read. */
  get state(): DocumentState | undefined {
    return this.#state;
  }

  /** Takes over what was read, unless it is older than what is known. */
  load(read: DocumentState): void {
    if (this.#state === undefined || read.revision > this.#state.revision) this.#state = read;
  }

  /** The changes that came meanwhile. */
  takeKept(): readonly DocumentChange[] {
    const kept = this.#kept;
    this.#kept = [];
    return kept;
  }

  /** Keeps a change until the document is read. */
  keep(change: DocumentChange): void {
    if (this.#kept.push(change) > mostKept) this.#kept.shift();
  }

  /** Applies a change. `known`: it was contained already. `missing`: one before it was missed, so the document has to be read. */
  apply(change: DocumentChange): "applied" | "known" | "missing" {
    const state = this.#state;
    if (state === undefined || change.previousRevision > state.revision) return "missing";
    if (change.revision <= state.revision) return "known";
    try {
      this.#state = { revision: change.revision, data: dataAfter(state.data, change) };
      return "applied";
    } catch {
      return "missing";
    }
  }
}

/** Throws if the change does not fit. */
function dataAfter(data: unknown, { kind, data: whole, diff }: DocumentChange): unknown {
  if (kind === "deleted" || kind === "expired") return undefined;
  if (whole !== undefined) return whole;
  if (diff === undefined) throw new RangeError("The change says nothing of the data");
  if (kind === "created") return applyDiff({}, diff);
  // What was deleted is not kept, so what restores it has nothing to change.
  if (data === undefined) throw new RangeError("The change is to data that is not here");
  return applyDiff(data, diff);
}
