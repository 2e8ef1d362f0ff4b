import { snakeCase } from "@parlance/generator";

/** The name by which a package is imported, e.g. `@acme/sdk` and `acme-sdk` → `acme_sdk`. */
export function importName(packageName: string): string {
  const name = snakeCase(packageName);
  return /^[A-Za-z]/u.test(name) ? name : `sdk_${name}`;
}

/** The name in the registry (PEP 508), e.g. `@acme/sdk` → `acme-sdk`. */
export function distributionName(packageName: string): string {
  return packageName.replace(/^@/u, "").replaceAll("/", "-");
}
