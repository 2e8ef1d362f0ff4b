import { defineConfig } from "vitest/config";

/** Its tests run the command itself, several processes after one another. */
export default defineConfig({ test: { exclude: ["**/node_modules/**", "**/dist/**"], testTimeout: 60_000 } });
