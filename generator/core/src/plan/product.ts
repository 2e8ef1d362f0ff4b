import type { PrintOptions } from "../language/print-options.js";

/** What the SDK calls itself towards servers, e.g. `parlance-sdk/0.1.0`. */
export function productOf({ packageName, packageVersion }: PrintOptions): string {
  return `${packageName.replace(/^@/u, "").replaceAll("/", "-")}/${packageVersion}`;
}
