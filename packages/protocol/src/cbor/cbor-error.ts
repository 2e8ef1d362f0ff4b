/** What is no CBOR, or has no place in a frame. */
export class CborError extends Error {
  override readonly name = "CborError";
}
