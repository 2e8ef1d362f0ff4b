import { defineConfig } from "tsdown";

export default defineConfig({
  entry: { index: "src/index.ts", vitest: "src/vitest/index.ts" },
  format: "esm",
  platform: "node",
  dts: true,
  fixedExtension: false,
});
