import { defineConfig } from "vitest/config";

/** Its tests run the generator and the command themselves; the first one may have to install the generator. */
export default defineConfig({
  test: { exclude: ["**/node_modules/**", "**/dist/**"], testTimeout: 240_000, hookTimeout: 600_000 },
});
