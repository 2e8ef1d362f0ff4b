import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Documents of other people, kept beside the repository because of their licences. */
const folder = path.resolve(import.meta.dirname, "../../../../../shared/corpus");

/** Documents that cannot be read, and the error that says why. */
export const refusals: Readonly<Record<string, string>> = {
  "asyncapi/diamond-blueapi.yaml": "ref-remote",
  "asyncapi/generator-asyncapi-hoppscotch-client.yml": "ref-unresolved",
  "asyncapi/generator-asyncapi-hoppscotch-server.yml": "ref-unresolved",
  "asyncapi/slack-events-asyncapi1.json": "document-version-unsupported",
};

/** The corpus: undefined where it is absent. CI must have it. */
export function findCorpus(): { readonly folder: string; readonly documents: readonly string[] } | undefined {
  if (!existsSync(folder)) {
    if (process.env.CI === "true") throw new Error(`The corpus is missing: ${folder}`);
    return undefined;
  }
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.(json|ya?ml)$/.test(file),
  );
  return {
    folder,
    documents: files
      .filter(isDocument)
      .map((file) => file.split(path.sep).join("/"))
      .sort(),
  };
}

/** Files that others refer to are no documents themselves. */
function isDocument(file: string): boolean {
  const start = readFileSync(path.join(folder, file), "utf8");
  return (
    /^\s*["']?(openapi|swagger|asyncapi)["']?\s*:/m.test(start.slice(0, 100_000)) ||
    /^\{\s*"(openapi|swagger|asyncapi)"/.test(start)
  );
}
