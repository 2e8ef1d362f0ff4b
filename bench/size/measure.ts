import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** Bytes of one bundle. */
export interface Size {
  readonly minified: number;
  /** gzip -9. */
  readonly gzip: number;
}

/** Bundles an entry of `entries/` as a browser would get it. */
export async function measureSize(entry: string): Promise<Size> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`entries/${entry}.ts`, import.meta.url))],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    write: false,
    logLevel: "error",
  });
  const contents = outputFiles[0]?.contents ?? new Uint8Array();
  return { minified: contents.byteLength, gzip: gzipSync(contents, { level: 9 }).byteLength };
}
