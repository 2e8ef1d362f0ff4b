export type { Config, LanguageConfig } from "./config/config.js";
export { defineConfig } from "./config/define-config.js";
