// What generation is compared with: hey-api as it comes, with its types and sdk plugins.
import { createClient } from "@hey-api/openapi-ts";

const [input = "", path = ""] = process.argv.slice(2);

await createClient({
  input,
  output: { path },
  logs: { level: "silent", file: false },
  interactive: false,
  plugins: ["@hey-api/client-fetch", "@hey-api/typescript", "@hey-api/sdk"],
});
