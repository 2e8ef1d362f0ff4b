const endOfHead = Buffer.from("\r\n\r\n");

/** Counts the WebSocket frames of a byte stream that begins with the answer to an upgrade. Looks at nothing but lengths. */
export class FrameCounter {
  /** Whether the server has accepted the upgrade. */
  upgraded = false;
  #rest: Buffer = Buffer.alloc(0);
  /** Bytes of a payload that are still to come. */
  #skip = 0;

  /** Frames that end within these bytes. Throws if the server refused the upgrade. */
  count(data: Buffer): number {
    let bytes = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data]);
    if (!this.upgraded) {
      const end = bytes.indexOf(endOfHead);
      if (end < 0) return this.#keep(bytes, 0);
      if (!bytes.subarray(0, 12).equals(Buffer.from("HTTP/1.1 101"))) throw new Error(bytes.toString("latin1"));
      this.upgraded = true;
      bytes = bytes.subarray(end + endOfHead.length);
    }
    return this.#frames(bytes);
  }

  #frames(bytes: Buffer): number {
    let at = this.#skip;
    let frames = 0;
    if (this.#skip > 0) {
      if (at > bytes.length) {
        this.#skip -= bytes.length;
        return this.#keep(bytes, bytes.length);
      }
      frames = 1;
      this.#skip = 0;
    }
    for (;;) {
      const head = headOf(bytes, at);
      if (head === undefined) {
        this.#keep(bytes, at);
        return frames;
      }
      const end = at + head.bytes + head.payload;
      if (end > bytes.length) {
        this.#skip = end - bytes.length;
        this.#keep(bytes, bytes.length);
        return frames;
      }
      frames++;
      at = end;
    }
  }

  #keep(bytes: Buffer, from: number): 0 {
    this.#rest = bytes.subarray(from);
    return 0;
  }
}

/** The lengths of the head at a place and of its payload; undefined if the head is not complete. */
function headOf(bytes: Buffer, at: number): { readonly bytes: number; readonly payload: number } | undefined {
  if (at + 2 > bytes.length) return undefined;
  const length = (bytes[at + 1] ?? 0) & 0x7f;
  if (length < 126) return { bytes: 2, payload: length };
  if (length === 126) return at + 4 > bytes.length ? undefined : { bytes: 4, payload: bytes.readUInt16BE(at + 2) };
  return at + 10 > bytes.length ? undefined : { bytes: 10, payload: Number(bytes.readBigUInt64BE(at + 2)) };
}
