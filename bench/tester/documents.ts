import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const repository = fileURLToPath(new URL("../../", import.meta.url));
const redocly = join(repository, "node_modules/.bin/redocly");
const methods = ["get", "put", "post", "patch", "delete"];

interface Document {
  readonly paths: Record<string, Record<string, { readonly operationId: string } | undefined>>;
  webhooks?: unknown;
}

/** Writes the platform's OpenAPI document with the operations of a pattern (`clients.*`) alone, and gives its file. */
export async function documentOf(pattern: string, folder: string): Promise<string> {
  const [whole, part] = [join(folder, "openapi.json"), join(folder, `${pattern.replaceAll(/[^a-z]/giu, "")}.json`)];
  await run(redocly, ["bundle", join(repository, "specs/openapi.yaml"), "--output", whole]);
  const document = JSON.parse(readFileSync(whole, "utf8")) as Document;
  const prefix = pattern.replace("*", "");
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods) if (item[method]?.operationId.startsWith(prefix) !== true) delete item[method];
    if (methods.every((method) => item[method] === undefined)) delete document.paths[path];
  }
  delete document.webhooks;
  writeFileSync(part, JSON.stringify(document));
  await run(redocly, ["bundle", part, "--remove-unused-components", "--output", part]);
  return part;
}
