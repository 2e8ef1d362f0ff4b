import type { ServerFrame } from "@parlance/protocol";

/** Writes frames for the wire: JSON or CBOR. */
export interface FrameEncoder {
  encode(frame: ServerFrame): Uint8Array;
}

/** A frame on its way to one client or to many; encoded once for each encoder, however many links send it. */
export class OutgoingFrame {
  readonly frame: ServerFrame;
  #encoder: FrameEncoder | undefined;
  #bytes: Uint8Array | undefined;
  #others: Map<FrameEncoder, Uint8Array> | undefined;

  constructor(frame: ServerFrame) {
    this.frame = frame;
  }

  /** The frame as this encoder writes it. */
  encodedBy(encoder: FrameEncoder): Uint8Array {
    if (this.#bytes !== undefined && this.#encoder === encoder) return this.#bytes;
    const known = this.#others?.get(encoder);
    if (known !== undefined) return known;
    const bytes = encoder.encode(this.frame);
    if (this.#bytes === undefined) {
      this.#encoder = encoder;
      this.#bytes = bytes;
    } else {
      (this.#others ??= new Map()).set(encoder, bytes);
    }
    return bytes;
  }
}
