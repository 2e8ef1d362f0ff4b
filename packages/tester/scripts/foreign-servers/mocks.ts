import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { freePort, startServer } from "./process.ts";
import { ofPrism } from "./explained.ts";
import type { ForeignServer } from "./server.ts";

/** Where documents of other people lie, beside the checkout. A stranger's clone has no such folder. */
export const corpus: string = fileURLToPath(new URL("../../../../../shared/corpus/openapi/", import.meta.url));

/** True if there is a corpus. */
export const hasCorpus: boolean = existsSync(corpus);

const prism = createRequire(import.meta.url).resolve("@stoplight/prism-cli/dist/index.js");

/** Prism, which answers as a document of the corpus says, with its examples. */
export function mockOf(document: string, more: Pick<ForeignServer, "profile"> = {}): ForeignServer {
  return {
    name: `Prism 5.16.0, ${document}`,
    title: "a mock of Stoplight that refuses what the document does not allow",
    ...more,
    explained: ofPrism,
    async start(folder) {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const args = [prism, "mock", "--host", "127.0.0.1", "--port", String(port), "--errors", corpus + document];
      const close = await startServer({ command: process.execPath, args, folder, url });
      return { url, openapi: [corpus + document], asyncapi: [], close };
    },
  };
}
