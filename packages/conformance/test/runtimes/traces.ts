import { systemTimers, type Timers } from "@parlance/runtime/realtime";

/** What a client leaves with its host. */
export interface Traces {
  /** The clock to give to the client. */
  readonly clock: Timers;
  /** Timers that were set and neither fired nor cancelled, and listeners that were added and not removed. */
  readonly left: { timers: number; listeners: number };
  /** Stops counting. */
  stop(): void;
}

/** Counts what clients that are made from now on set up with their host. */
export function watchTraces(): Traces {
  const left = { timers: 0, listeners: 0 };
  const clock: Timers = {
    now: () => systemTimers.now(),
    schedule(milliseconds, wake) {
      left.timers += 1;
      let over = false;
      const end = (): void => {
        if (!over) left.timers -= 1;
        over = true;
      };
      const cancel = systemTimers.schedule(milliseconds, () => {
        end();
        wake();
      });
      return () => {
        end();
        cancel();
      };
    },
  };
  const hosts = [globalThis, Reflect.get(globalThis, "document")].filter(
    (host) => host?.addEventListener !== undefined,
  );
  const restore = hosts.map((host) => countListeners(host, left));
  return { clock, left, stop: () => restore.forEach((undo) => undo()) };
}

function countListeners(host: EventTarget, left: { listeners: number }): () => void {
  const { addEventListener, removeEventListener } = host;
  host.addEventListener = function add(...args: Parameters<EventTarget["addEventListener"]>): void {
    left.listeners += 1;
    const [, , options] = args;
    // A signal removes its listeners by itself (DOM, section 2.7).
    const signal = typeof options === "object" ? options.signal : undefined;
    signal?.addEventListener("abort", () => (left.listeners -= 1), { once: true });
    addEventListener.apply(host, args);
  };
  host.removeEventListener = function remove(...args: Parameters<EventTarget["removeEventListener"]>): void {
    left.listeners -= 1;
    removeEventListener.apply(host, args);
  };
  return () => Object.assign(host, { addEventListener, removeEventListener });
}
