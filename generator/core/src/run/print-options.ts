import type { Contract } from "@parlance/contract";
import type { PrintOptions } from "../language/print-options.js";
import { kebabCase } from "../names/letter-case.js";
import { spell } from "../names/spell.js";

/**
 * The user's decisions with the rest filled in: the package is called after the document's title, its version is the
 * document's if that is a full semantic version, else `0.1.0`, and the environment prefix is the package's name without
 * `-sdk`, `-client` or `-api`, or its scope where the name is no more than that (`ownerOf`).
 */
export function printOptions(given: Partial<PrintOptions>, { info }: Contract): PrintOptions {
  const packageName = given.packageName ?? registryName(info.title);
  return {
    packageName,
    packageVersion: given.packageVersion ?? (isSemanticVersion(info.version) ? info.version : "0.1.0"),
    environmentPrefix: given.environmentPrefix ?? spell(ownerOf(packageName), { letterCase: "constant" }),
  };
}

/** True for a version as registries take it, see https://semver.org: `1.2.3`, `1.0.0-rc.1+build`. */
export function isSemanticVersion(text: string): boolean {
  return /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[\dA-Za-z-]+(\.[\dA-Za-z-]+)*)?(\+[\dA-Za-z-]+(\.[\dA-Za-z-]+)*)?$/u.test(
    text,
  );
}

/** Registries take ASCII only: marks are dropped, and a title without any letter or digit of ASCII gives `sdk`. */
function registryName(title: string): string {
  const ascii = title
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^\x20-\x7e]/gu, " ");
  return /[a-z\d]/iu.test(ascii) ? kebabCase(ascii) : "sdk";
}

/**
 * Whose SDK it is: `@acme/sdk` is acme's, `@acme/github` and `github-client` are GitHub's, and so are Go's modules
 * `example.com/github/sdk` and `example.com/acme/github-go/v2`.
 */
function ownerOf(packageName: string): string {
  const [host = "", ...path] = packageName.split("/");
  if (host.includes(".") && path.length > 0) {
    const own = path.findLast((each) => !/^(?:sdk|client|api|go|packages|v\d+)$/iu.test(each)) ?? host;
    return own.replace(/[-_.](?:sdk|client|api|go)$/iu, "");
  }
  const [, scope, name = packageName] = /^@([^/]+)\/(.+)$/u.exec(packageName) ?? [];
  if (scope !== undefined && /^(sdk|client|api)$/iu.test(name)) return scope;
  return name.replace(/[-_.](sdk|client|api)$/iu, "");
}
