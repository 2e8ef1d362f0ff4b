/** Tells when something may have changed; the function it returns ends that. */
export type Watch = (listener: () => void) => () => void;

/**
 * Waits until nothing is missing: `missing` gives what is, and is asked again after each change. Throws what is still missing
 * after so many milliseconds, or at once what can never come right (a thrown error).
 */
export function until(missing: () => string | undefined, watch: Watch, withinMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let unwatch: (() => void) | undefined;
    const settle = (end: () => void): void => {
      clearTimeout(timer);
      unwatch?.();
      end();
    };
    const look = (): boolean => {
      try {
        if (missing() !== undefined) return false;
        settle(resolve);
      } catch (error) {
        settle(() => reject(error as Error));
      }
      return true;
    };
    if (look()) return;
    unwatch = watch(() => void look());
    timer = setTimeout(() => {
      if (!look()) settle(() => reject(new Error(`${missing() ?? ""} (after ${withinMs} ms)`)));
    }, withinMs);
  });
}
