import { globSync } from "node:fs";
import { join } from "node:path";
import { installPython } from "./install.ts";
import type { Peer } from "./peer.ts";
import { versions } from "./versions.ts";

/** OpenAPI Generator with one of its generators. It does not validate the document first, which would cost it more. */
export function openapiGenerator(language: string, generator: string): Peer {
  return {
    name: `openapi-generator, ${language}`,
    folder: "openapi-generator",
    install: (folder) => installPython(folder, `openapi-generator-cli==${versions.openapiGenerator}`),
    program({ document, out, installed }) {
      const [archive = ""] = globSync("lib/python*/site-packages/openapi_generator_cli/*.jar", { cwd: installed });
      const options = ["-i", document, "-g", generator, "-o", out, "--skip-validate-spec"];
      return { command: ["java", "-jar", join(installed, archive), "generate", ...options] };
    },
  };
}
