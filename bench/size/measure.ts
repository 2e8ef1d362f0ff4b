import { build, type Metafile, type OutputFile } from "esbuild";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** Bytes of one bundle. */
export interface Size {
  readonly minified: number;
  /** gzip -9. */
  readonly gzip: number;
}

/** Bundles an entry of `entries/` as a browser would get it. Chunks that are loaded only on demand do not count. */
export async function measureSize(entry: string): Promise<Size> {
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(new URL(`entries/${entry}.ts`, import.meta.url))],
    bundle: true,
    minify: true,
    splitting: true,
    metafile: true,
    absWorkingDir: folder,
    outdir: "out",
    format: "esm",
    platform: "browser",
    write: false,
    logLevel: "error",
  });
  const contents = Buffer.concat(loadedAtOnce(entry, metafile, outputFiles));
  return { minified: contents.byteLength, gzip: gzipSync(contents, { level: 9 }).byteLength };
}

const folder = fileURLToPath(new URL(".", import.meta.url));

/** The entry's file and those that it imports by a statement. */
function loadedAtOnce(entry: string, { outputs }: Metafile, files: readonly OutputFile[]): readonly Uint8Array[] {
  const loaded = new Set([`out/${entry}.js`]);
  for (const path of loaded) {
    for (const each of outputs[path]?.imports ?? []) if (each.kind === "import-statement") loaded.add(each.path);
  }
  return files
    .filter(({ path }) => [...loaded].some((each) => path.replaceAll("\\", "/").endsWith(`/${each}`)))
    .map(({ contents }) => contents);
}
