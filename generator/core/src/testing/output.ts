import type { Output } from "../write/output.js";

/** An output of a language pack that prints the given texts. */
export function output(folder: string, files: Readonly<Record<string, string>>): Output {
  return {
    folder,
    files: Object.entries(files).map(([path, text]) => ({ path, text })),
    recipe: {
      generator: "1.0.0",
      language: "test",
      options: {},
      documents: { openapi: ["openapi.yaml"], asyncapi: [] },
    },
    inputs: [{ path: "openapi.yaml", sha256: "0" }],
  };
}
