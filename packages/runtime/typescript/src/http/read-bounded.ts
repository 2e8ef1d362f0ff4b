/** Most of a body in bytes that is read of an error, or to show what cannot be read. */
const errorLimit = 65_536;

/**
 * Reads at most `limit` bytes (64 KiB) of a body as text and lets go of the rest, of which `onRest` makes the error if that
 * is one. Rejects when the body breaks off.
 */
export async function readBounded(
  { body }: Pick<Response, "body">,
  limit = errorLimit,
  onRest?: (text: string) => Error,
): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (let left = limit; left >= 0;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) return text + decoder.decode();
      text += decoder.decode(value.subarray(0, left), { stream: true });
      left -= value.byteLength;
    }
  } finally {
    void reader?.cancel().catch(() => undefined);
  }
  if (onRest !== undefined) throw onRest(text);
  return text;
}
