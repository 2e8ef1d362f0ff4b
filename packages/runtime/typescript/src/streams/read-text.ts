/** Longest event or line in characters, 16 Mi; a longer one ends the stream with a `DecodeError`. */
export const bufferLimit = 16_777_216;

/** The decoded text of a body as it arrives; reading is driven by the consumer, so an idle consumer slows the server. */
export async function* readText(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const text = decoder.decode(value, { stream: true });
      if (text !== "") yield text;
    }
    const rest = decoder.decode();
    if (rest !== "") yield rest;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
