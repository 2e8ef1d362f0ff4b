import { join } from "node:path";
import { installGo } from "./install.ts";
import type { Peer } from "./peer.ts";
import { versions } from "./versions.ts";

/** oapi-codegen's types and client. */
export const oapiCodegen: Peer = {
  name: "oapi-codegen, Go",
  folder: "oapi-codegen",
  install: (folder) =>
    installGo(folder, `github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@${versions.oapiCodegen}`),
  program({ document, out, installed }) {
    const options = ["-generate", "types,client", "-package", "github", "-o", join(out, "github.go")];
    return { command: [join(installed, "oapi-codegen"), ...options, document] };
  },
};
