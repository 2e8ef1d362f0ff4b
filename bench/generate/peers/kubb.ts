import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { installNpm } from "./install.ts";
import type { Peer } from "./peer.ts";
import { versions } from "./versions.ts";

const packages = ["@kubb/cli", "@kubb/core", "@kubb/plugin-oas", "@kubb/plugin-ts", "@kubb/plugin-client"];

/** Kubb's types and client. */
export const kubb: Peer = {
  name: "kubb, TypeScript",
  folder: "kubb",

  install: (folder) =>
    installNpm(
      folder,
      packages.map((name) => `${name}@${versions.kubb}`),
    ),

  program({ document, out, installed }) {
    const config = join(installed, "kubb.config.mjs");
    writeFileSync(config, configOf(document, out));
    const program = join(installed, "node_modules/@kubb/cli/bin/kubb.cjs");
    return { command: [process.execPath, program, "generate", "--config", config], cwd: installed };
  },
};

function configOf(document: string, out: string): string {
  return `import { defineConfig } from "@kubb/core";
import { pluginClient } from "@kubb/plugin-client";
import { pluginOas } from "@kubb/plugin-oas";
import { pluginTs } from "@kubb/plugin-ts";

export default defineConfig({
  root: ".",
  input: { path: ${JSON.stringify(document)} },
  output: { path: ${JSON.stringify(out)}, format: false, lint: false },
  plugins: [pluginOas({ generators: [], validate: false }), pluginTs(), pluginClient()],
});
`;
}
