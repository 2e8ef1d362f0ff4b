import { defineConfig } from "tsdown";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    "cbor/index": "src/cbor/index.ts",
    "presence/index": "src/presence/index.ts",
    "socket/index": "src/socket/index.ts",
  },
  format: "esm",
  platform: "neutral",
  dts: true,
  // One file out per file in: a bundler keeps exactly the files that an import reaches.
  unbundle: true,
  fixedExtension: false,
});
