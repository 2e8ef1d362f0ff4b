import { existsSync } from "node:fs";

/** File names under which a config is found in the working folder, in this order. */
export const configNames = ["ts", "mts", "js", "mjs", "json"].map((each) => `parlance.config.${each}`);

/** The config file of the working folder, if there is one. */
export function findConfig(): string | undefined {
  return configNames.find((each) => existsSync(each));
}
