import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, zstdDecompress } from "node:zlib";

type Decompress = (body: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

/** Content codings that a server may use where the request does not say which it takes (RFC 9110, section 12.5.3). */
const codings: ReadonlyMap<string, Decompress> = new Map([
  ["gzip", promisify<Uint8Array, object, Buffer>(gunzip)],
  ["x-gzip", promisify<Uint8Array, object, Buffer>(gunzip)],
  ["deflate", promisify<Uint8Array, object, Buffer>(inflate)],
  ["br", promisify<Uint8Array, object, Buffer>(brotliDecompress)],
  ["zstd", promisify<Uint8Array, object, Buffer>(zstdDecompress)],
]);

/**
 * A body without its content codings, of at most so many bytes; undefined: it has more. What cannot be undone is left as it came, for
 * the checks to say so.
 */
export async function decodeBody(
  body: Uint8Array,
  { coding, most }: { readonly coding: string; readonly most: number },
): Promise<Uint8Array | undefined> {
  let decoded = body;
  const names = coding.split(",").map((each) => each.trim().toLowerCase());
  for (const name of names.toReversed()) {
    const decompress = codings.get(name);
    if (decompress === undefined || decoded.byteLength === 0) return decoded;
    try {
      decoded = await decompress(decoded, { maxOutputLength: most });
    } catch (error) {
      const isLarger = error instanceof RangeError && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
      return isLarger ? undefined : body;
    }
  }
  return decoded;
}
