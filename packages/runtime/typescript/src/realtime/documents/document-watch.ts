import { ParlanceError } from "../../errors/parlance-error.js";
import type { ChannelContext } from "../channel-context.js";
import { ChannelSubscription } from "../channel-subscription.js";
import { endOfSubscription } from "../end-of-subscription.js";
import { later } from "../later.js";
import { RealtimeError } from "../realtime-error.js";
import type { Subscription } from "../subscription.js";
import { DocumentCopy } from "./document-copy.js";
import type { DocumentChange, DocumentState } from "./document.js";
import type { WatchDocumentOptions } from "./watch-document-options.js";

const longestWaitMs = 20_000;

type Options<Data> = WatchDocumentOptions<Data> & Required<Pick<WatchDocumentOptions, "read">>;

/** A document that is followed, made by `watchDocument`. */
export class DocumentWatch<Data = unknown> {
  /** The subscription beneath: its state and position. */
  readonly subscription: Subscription;
  /** The first state that was read. Rejects with a `ParlanceError` if the watch ends before. */
  readonly ready: Promise<DocumentState<Data>>;
  readonly #context: ChannelContext;
  readonly #options: Options<Data>;
  readonly #copy = new DocumentCopy();
  #phase: "waiting" | "reading" | "current" | "ended" = "waiting";
  /** Changes were missed while the document was being read. */
  #readAgain = false;
  #failures = 0;
  #cancelRetry = (): void => undefined;
  #settle:
    | { readonly resolve: (state: DocumentState<Data>) => void; readonly reject: (error: Error) => void }
    | undefined;

  /** @internal */
  constructor(context: ChannelContext, options: Options<Data>) {
    this.#context = context;
    this.#options = options;
    this.ready = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
    // Whoever does not wait for it is told by `onError`.
    this.ready.catch(() => undefined);
    const { signal } = options;
    this.subscription = new ChannelSubscription(
      context,
      { returnMode: "diff", ...(signal && { signal }) },
      {
        message: ({ data }) => this.#changed(changeOf(data)),
        gap: () => this.#missed(),
        state: (state) => {
          if (state.status === "subscribed" && this.#phase === "waiting") void this.#read();
          if (state.status === "unsubscribed") this.#end(state.error && new RealtimeError(state.error));
        },
      },
    );
  }

  /** The document as far as it is known; undefined until it was read. */
  get state(): DocumentState<Data> | undefined {
    return this.#copy.state as DocumentState<Data> | undefined;
  }

  /** Ends the watch. */
  close(): void {
    this.subscription.unsubscribe();
  }

  #changed(change: DocumentChange | undefined): void {
    if (change === undefined) return;
    if (this.#phase !== "current") return this.#copy.keep(change);
    const result = this.#copy.apply(change);
    if (result === "applied") this.#tell(change);
    if (result !== "missing") return;
    this.#copy.keep(change);
    this.#missed();
  }

  #missed(): void {
    if (this.#phase === "reading") this.#readAgain = true;
    if (this.#phase === "current") void this.#read();
  }

  async #read(): Promise<void> {
    this.#phase = "reading";
    this.#readAgain = false;
    try {
      this.#loaded(await this.#options.read());
    } catch (cause) {
      const error = ParlanceError.from(cause);
      if (error.code === "not_found") this.#loaded({ revision: 0, data: undefined });
      else this.#failed(error);
    }
  }

  #loaded({ revision, data }: DocumentState): void {
    if (this.#phase !== "reading") return;
    this.#failures = 0;
    if (this.#readAgain) return void this.#read();
    this.#phase = "current";
    this.#copy.load({ revision, data });
    this.#tell(undefined);
    for (const change of this.#copy.takeKept()) this.#changed(change);
  }

  #failed(error: ParlanceError): void {
    if (this.#phase !== "reading") return;
    if (!error.retryable) {
      this.#end(error);
      return this.close();
    }
    const wait = Math.min(longestWaitMs, 500 * 2 ** this.#failures++);
    this.#cancelRetry = later(this.#context.session, wait, () => void this.#read());
  }

  #tell(change: DocumentChange | undefined): void {
    const { state } = this;
    const { onState } = this.#options;
    if (state === undefined) return;
    this.#settle?.resolve(state);
    if (onState) this.#context.session.listeners.call((now: typeof state) => onState(now, change), state);
  }

  #end(error: ParlanceError | undefined): void {
    if (this.#phase === "ended") return;
    this.#phase = "ended";
    this.#cancelRetry();
    const { session } = this.#context;
    this.#settle?.reject(error ?? endOfSubscription(session));
    const { onError } = this.#options;
    if (error !== undefined && onError) session.listeners.call(onError, error);
  }
}

/** The change that an event carries; undefined if it is none. */
function changeOf(event: unknown): DocumentChange | undefined {
  const { data }: { readonly data?: unknown } = Object(event);
  const { revision, previousRevision } = Object(data);
  return Number.isInteger(revision) && Number.isInteger(previousRevision) ? (data as DocumentChange) : undefined;
}
