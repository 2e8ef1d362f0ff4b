import type { PrintOptions } from "@parlance/generator";
import { reservedPackages } from "../names/reserved-words.js";

/** The name by which Go code calls the package: the prefix of the environment's variables in small letters. */
export function packageNameOf({ environmentPrefix }: PrintOptions): string {
  const name = environmentPrefix.toLowerCase().replaceAll(/[^\p{Ll}\p{Nd}]/gu, "");
  const begun = /^\p{Ll}/u.test(name) ? name : `sdk${name}`;
  return reservedPackages.has(begun) ? `${begun}sdk` : begun;
}

/** The module's path: the package's name of the user without what other registries put in front. */
export function modulePathOf({ packageName }: PrintOptions): string {
  return packageName.replace(/^@/u, "");
}
