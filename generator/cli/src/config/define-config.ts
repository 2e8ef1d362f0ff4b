import type { Config } from "./config.js";

/**
 * Gives a config file its type: `export default defineConfig({ openapi: "openapi.yaml", languages: ["typescript"], out: "sdk" })`.
 * Returns the config as it is.
 */
export function defineConfig(config: Config): Config {
  return config;
}
