import type { Contract } from "@parlance/contract";
import type { PrintOptions } from "../language/print-options.js";
import { constantCase, kebabCase } from "../names/letter-case.js";

/**
 * The user's decisions with the rest filled in: the package is called after the document's title, its version is the
 * document's if that is a full semantic version, else `0.1.0`, and the environment prefix is the package's scope, or its
 * name without `-sdk`, `-client` or `-api`.
 */
export function printOptions(given: Partial<PrintOptions>, { info }: Contract): PrintOptions {
  const packageName = given.packageName ?? kebabCase(info.title);
  return {
    packageName,
    packageVersion: given.packageVersion ?? (isSemanticVersion(info.version) ? info.version : "0.1.0"),
    environmentPrefix: given.environmentPrefix ?? constantCase(ownerOf(packageName)),
  };
}

/** True for a version as registries take it, see https://semver.org: `1.2.3`, `1.0.0-rc.1+build`. */
export function isSemanticVersion(text: string): boolean {
  return /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[\dA-Za-z-]+(\.[\dA-Za-z-]+)*)?(\+[\dA-Za-z-]+(\.[\dA-Za-z-]+)*)?$/u.test(
    text,
  );
}

function ownerOf(packageName: string): string {
  const scope = /^@([^/]+)\//u.exec(packageName)?.[1];
  return scope ?? packageName.replace(/[-_.](sdk|client|api)$/iu, "");
}
