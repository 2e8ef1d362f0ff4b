const text = 0x81;
const masked = 0x80;

/** An unmasked WebSocket text frame (RFC 6455, section 5.2), as a server sends it. */
export function serverFrame(payload: string): Buffer {
  const bytes = Buffer.from(payload);
  return Buffer.concat([head(bytes.length, 0), bytes]);
}

/** A text frame as a client sends it, masked with zeros. */
export function clientFrame(payload: string): Buffer {
  const bytes = Buffer.from(payload);
  return Buffer.concat([head(bytes.length, masked), Buffer.alloc(4), bytes]);
}

function head(length: number, mask: number): Buffer {
  if (length < 126) return Buffer.from([text, mask | length]);
  if (length >= 65_536) throw new RangeError(`A frame of ${length} bytes is more than any measurement sends.`);
  return Buffer.from([text, mask | 126, length >> 8, length & 0xff]);
}
