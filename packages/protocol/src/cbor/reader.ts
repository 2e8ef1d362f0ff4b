import { CborError } from "./cbor-error.js";

/** Bytes and how far they are read. */
export class Reader {
  readonly #view: DataView;
  #at = 0;

  constructor(readonly bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get done(): boolean {
    return this.#at === this.bytes.length;
  }

  byte(): number {
    return this.#view.getUint8(this.#skip(1));
  }

  /** The number of a head (RFC 8949 section 3). */
  number(info: number): number | bigint {
    if (info < 24) return info;
    if (info === 24) return this.byte();
    if (info === 25) return this.#view.getUint16(this.#skip(2));
    if (info === 26) return this.#view.getUint32(this.#skip(4));
    if (info !== 27) throw new CborError("A head is reserved, or a length is missing.");
    const value = this.#view.getBigUint64(this.#skip(8));
    return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
  }

  /** The number of a head as a count of what must still come. */
  length(info: number): number {
    const length = this.number(info);
    if (length > this.bytes.length - this.#at) throw cutShort();
    return Number(length);
  }

  /** So many bytes, not copied. */
  take(count: number): Uint8Array {
    const at = this.#skip(count);
    return this.bytes.subarray(at, at + count);
  }

  float(info: number): number {
    if (info === 25) return this.#half();
    return info === 26 ? this.#view.getFloat32(this.#skip(4)) : this.#view.getFloat64(this.#skip(8));
  }

  /** RFC 8949 appendix D. */
  #half(): number {
    const half = this.#view.getUint16(this.#skip(2));
    const exponent = (half >> 10) & 31;
    const fraction = half & 1023;
    const sign = half & 0x8000 ? -1 : 1;
    if (exponent === 0) return sign * 2 ** -24 * fraction;
    if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
    return sign * 2 ** (exponent - 25) * (1024 + fraction);
  }

  #skip(count: number): number {
    const at = this.#at;
    if (count > this.bytes.length - at) throw cutShort();
    this.#at = at + count;
    return at;
  }
}

function cutShort(): CborError {
  return new CborError("The bytes end in the middle of a value.");
}
