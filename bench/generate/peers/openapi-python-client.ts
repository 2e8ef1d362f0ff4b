import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { installPython } from "./install.ts";
import type { Peer } from "./peer.ts";
import { versions } from "./versions.ts";

/** openapi-python-client, without the formatter that it runs behind itself. */
export const openapiPythonClient: Peer = {
  name: "openapi-python-client, Python",
  folder: "openapi-python-client",
  install: (folder) => installPython(folder, `openapi-python-client==${versions.openapiPythonClient}`),
  program({ document, out, installed }) {
    const config = join(installed, "bench.yaml");
    writeFileSync(config, "post_hooks: []\n");
    const options = ["--path", document, "--output-path", out, "--config", config, "--meta", "none", "--overwrite"];
    return { command: [join(installed, "bin/openapi-python-client"), "generate", ...options] };
  },
};
