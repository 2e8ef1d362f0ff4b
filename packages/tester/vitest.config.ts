import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts"],
    testTimeout: 60_000,
    // Tests of webhooks mostly wait for attempts that come a second later.
    maxConcurrency: 10,
  },
});
