import { build, type BuildResult, type Metafile } from "esbuild";
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
  const { outputFiles, metafile } = await bundle(entry);
  const loaded = loadedAtOnce(entry, metafile);
  const files = outputFiles.filter(({ path }) =>
    loaded.some((each) => path.replaceAll("\\", "/").endsWith(`/${each}`)),
  );
  const contents = Buffer.concat(files.map((each) => each.contents));
  return { minified: contents.byteLength, gzip: gzipSync(contents, { level: 9 }).byteLength };
}

/** The source files that a browser loads with an entry, before anything is asked for. */
export async function loadedSources(entry: string): Promise<readonly string[]> {
  const { metafile } = await bundle(entry);
  return loadedAtOnce(entry, metafile).flatMap((path) => Object.keys(metafile.outputs[path]?.inputs ?? {}));
}

function bundle(entry: string): Promise<BuildResult<{ write: false; metafile: true }>> {
  return build({
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
    // As if installed: the repository's own paths lead to sources.
    tsconfigRaw: {},
    logLevel: "error",
  });
}

const folder = fileURLToPath(new URL(".", import.meta.url));

/** The entry's file and those that it imports by a statement. */
function loadedAtOnce(entry: string, { outputs }: Metafile): readonly string[] {
  const loaded = new Set([`out/${entry}.js`]);
  for (const path of loaded) {
    for (const each of outputs[path]?.imports ?? []) if (each.kind === "import-statement") loaded.add(each.path);
  }
  return [...loaded];
}
