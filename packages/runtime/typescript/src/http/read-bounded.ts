const limit = 65_536;

/** Reads at most 64 KiB of a body as text and lets go of the rest. A body that breaks off gives what came. */
export async function readBounded(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return "";
  const decoder = new TextDecoder();
  let text = "";
  let left = limit;
  try {
    while (left > 0) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value.subarray(0, left), { stream: true });
      left -= value.byteLength;
    }
  } catch {
    // The status is known already; a body cut short must not hide it.
  }
  void reader.cancel().catch(() => undefined);
  return text + decoder.decode();
}
