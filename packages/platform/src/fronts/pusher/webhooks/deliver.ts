/** Sends one body. Resolves with the status of the answer, rejects when there is none. */
export type PostBody = (body: string, signal: AbortSignal) => Promise<number>;

/** Waits between the attempts for one body: five minutes in all. */
const waits = [1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000, 45_000];

/** Sends a body until it succeeds, the waits are over or the signal comes. Returns why it did not succeed; undefined = it did. */
export async function deliver(
  body: string,
  { post, signal }: { readonly post: PostBody; readonly signal: AbortSignal },
): Promise<string | undefined> {
  let failure = "";
  for (const wait of [0, ...waits]) {
    if (wait > 0 && !(await pause(wait, signal))) return "the platform closes";
    try {
      const status = await post(body, signal);
      if (status >= 200 && status < 300) return undefined;
      failure = `the endpoint answered ${status}`;
    } catch (error) {
      failure = error instanceof Error ? error.message : "there was no answer";
    }
  }
  return failure;
}

/** Waits. Says false if the signal came first. */
function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  if (signal.aborted) return Promise.resolve(false);
  const stop = (): void => {
    clearTimeout(timer);
    resolve(false);
  };
  const timer = setTimeout(() => {
    signal.removeEventListener("abort", stop);
    resolve(true);
  }, ms).unref();
  signal.addEventListener("abort", stop, { once: true });
  return promise;
}
