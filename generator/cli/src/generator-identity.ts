import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { packPackages } from "./languages.js";

/** Version of this package; all packages of parlance share it. */
export function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return version;
}

/**
 * When the code that decides an SDK's content was last changed, in milliseconds since 1970. Matters to those who build it
 * themselves: between two releases the version says nothing. The change time, because a build that is restored from a
 * cache, or unpacked, keeps the modification time of long ago.
 */
export function ownTime(): number {
  const packages = ["@parlance/contract", "@parlance/generator", ...packPackages];
  const files = [import.meta.url, ...packages.map((each) => import.meta.resolve(each))];
  return Math.max(...files.map((each) => statSync(fileURLToPath(each)).ctimeMs));
}
