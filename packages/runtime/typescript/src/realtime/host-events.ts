/** What the host tells about itself. */
export interface HostListener {
  /** The network came or went. */
  network(online: boolean): void;
  /** The page is visible again. */
  resumed(): void;
}

/** Listens to what the host tells, where it tells anything (browsers and their workers); gives what stops it. */
export function watchHost(listener: HostListener): () => void {
  const { addEventListener, document } = globalThis as Partial<Pick<Window, "addEventListener" | "document">>;
  const stop = new AbortController();
  const listen = (target: EventTarget, type: string, handler: () => void): void =>
    target.addEventListener(type, handler, stop);
  // Other hosts have a `navigator` too, but none that knows the network.
  if (addEventListener && globalThis.navigator?.onLine !== undefined) {
    listen(globalThis, "online", () => listener.network(true));
    listen(globalThis, "offline", () => listener.network(false));
    // A page that comes back from the browser's cache has lost its connections.
    listen(globalThis, "pageshow", () => listener.resumed());
    if (!navigator.onLine) listener.network(false);
  }
  if (document) {
    listen(document, "visibilitychange", () => {
      if (document.visibilityState === "visible") listener.resumed();
    });
  }
  return () => stop.abort();
}
