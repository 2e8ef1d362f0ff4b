import { defineConfig } from "tsdown";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    "codegen/v1": "src/codegen/v1.ts",
    "realtime/transports/sse": "src/realtime/transports/sse.ts",
    "testing/index": "src/testing/index.ts",
    "validation/compiled": "src/validation/compiled.ts",
    "validation/interpreted": "src/validation/interpreted.ts",
  },
  format: "esm",
  platform: "neutral",
  dts: true,
  // The declarations name AsyncDisposable, which the `lib` of a program that uses them may lack.
  banner: { dts: `/// <reference lib="esnext.disposable" />` },
  // One file out per file in: a bundler keeps exactly the files that an import reaches.
  unbundle: true,
  fixedExtension: false,
});
