/** What the host tells about itself. */
export interface HostListener {
  /** The network came or went. */
  network(online: boolean): void;
  /** The page is visible again. */
  resumed(): void;
}

/** Listens to what the host tells, where it tells anything (browsers and their workers); gives what stops it. */
export function watchHost(listener: HostListener): () => void {
  const host = globalThis as Partial<Pick<Window, "addEventListener" | "document">>;
  const stops: (() => void)[] = [];
  const listen = (target: EventTarget, type: string, handler: () => void): void => {
    target.addEventListener(type, handler);
    stops.push(() => target.removeEventListener(type, handler));
  };
  const { document } = host;
  // Other hosts have a `navigator` too, but none that knows the network.
  if (globalThis.navigator?.onLine !== undefined && host.addEventListener !== undefined) {
    listen(globalThis, "online", () => listener.network(true));
    listen(globalThis, "offline", () => listener.network(false));
    // A page that comes back from the browser's cache has lost its connections.
    listen(globalThis, "pageshow", () => listener.resumed());
    if (!navigator.onLine) listener.network(false);
  }
  if (document !== undefined) {
    listen(document, "visibilitychange", () => {
      if (document.visibilityState === "visible") listener.resumed();
    });
  }
  return () => {
    for (const stop of stops) stop();
  };
}
