import { join } from "node:path";
import { installNpm } from "./install.ts";
import type { Peer } from "./peer.ts";
import { versions } from "./versions.ts";

/** Orval's client for fetch, with its types in files of their own. */
export const orval: Peer = {
  name: "orval, TypeScript",
  folder: "orval",
  install: (folder) => installNpm(folder, [`orval@${versions.orval}`]),
  program({ document, out, installed }) {
    const program = join(installed, "node_modules/orval/dist/bin/orval.mjs");
    const options = ["--client", "fetch", "--mode", "split"];
    return {
      command: [process.execPath, program, "--input", document, "--output", join(out, "github.ts"), ...options],
    };
  },
};
