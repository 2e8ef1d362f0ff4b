import { existsSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./repository.js";

const folder = join(process.env["PARLANCE_CORPUS"] ?? join(repository, "../shared/corpus"), "asyncapi");

/** Documents of other people: two sockets, of AsyncAPI 3 and 2, and one that shares its schemas with other files. */
const documents = [
  "spec-examples/kraken-websocket-request-reply-multiple-channels-asyncapi.yml",
  "spec-examples/slack-rtm-asyncapi.yml",
  "spec-examples/social-media/frontend/asyncapi.yaml",
];

/** Their paths; none in a clone without the corpus. CI must have it. */
export function corpus(): readonly string[] {
  if (existsSync(folder)) return documents.map((document) => join(folder, document));
  if (process.env["CI"] === "true") throw new Error(`The corpus is missing: ${folder}`);
  return [];
}
