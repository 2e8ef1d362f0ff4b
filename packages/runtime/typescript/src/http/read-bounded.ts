const errorLimit = 65_536;

/** Reads at most 64 KiB of a body as text and lets go of the rest. A body that breaks off gives what came. */
export async function readBounded(response: Response): Promise<string> {
  let text = "";
  try {
    for await (const part of readUpTo(response, errorLimit)) text += part;
  } catch {
    // The status is known already; a body cut short must not hide it.
  }
  return text;
}

/** The text of a body, up to `limit` bytes; what comes after is let go of, and `onRest` is told. */
export async function* readUpTo(
  response: Response,
  limit: number,
  onRest?: () => void,
): AsyncGenerator<string, void, undefined> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  const decoder = new TextDecoder();
  let left = limit;
  try {
    while (left >= 0) {
      const { done, value } = await reader.read();
      if (done) break;
      yield decoder.decode(value.subarray(0, left), { stream: true });
      left -= value.byteLength;
    }
    if (left < 0) onRest?.();
    yield decoder.decode();
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}
