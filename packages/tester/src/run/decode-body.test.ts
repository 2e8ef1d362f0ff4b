import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { decodeBody } from "./decode-body.js";

const body = Buffer.from('{"a":1}');
const most = 1000;

test.each([
  ["gzip", gzipSync(body)],
  ["X-GZIP", gzipSync(body)],
  ["deflate", deflateSync(body)],
  ["br", brotliCompressSync(body)],
  ["zstd", zstdCompressSync(body)],
  ["deflate, gzip", gzipSync(deflateSync(body))],
  ["identity", body],
  ["", body],
])("a body coded as %s is read as it is", async (coding, coded) => {
  expect(await decodeBody(coded, { coding, most })).toEqual(body);
});

test("a body that is not coded as it says is left as it came", async () => {
  expect(await decodeBody(body, { coding: "gzip", most })).toEqual(body);
});

test("a small body that would become a large one is not", async () => {
  expect(await decodeBody(gzipSync(Buffer.alloc(1_000_000)), { coding: "gzip", most })).toBeUndefined();
});

test("an empty body has nothing to undo", async () => {
  expect(await decodeBody(new Uint8Array(), { coding: "gzip", most })).toEqual(new Uint8Array());
});
