import { defineConfig } from "tsdown";
import manifest from "./package.json" with { type: "json" };

export default defineConfig({
  entry: {
    index: "src/index.ts",
    "codegen/v1": "src/codegen/v1.ts",
    "codegen/realtime/v1": "src/codegen/realtime/v1.ts",
    "codegen/sockets/v1": "src/codegen/sockets/v1.ts",
    "realtime/transports/sse": "src/realtime/transports/sse.ts",
    "realtime/index": "src/realtime/index.ts",
    "realtime/cbor": "src/realtime/cbor.ts",
    "realtime/documents/index": "src/realtime/documents/index.ts",
    "realtime/presence/index": "src/realtime/presence/index.ts",
    "realtime/transports/platform-web-socket": "src/realtime/transports/platform-web-socket.ts",
    "realtime/transports/node/platform-web-socket": "src/realtime/transports/node/platform-web-socket.ts",
    "sockets/index": "src/sockets/index.ts",
    "testing/index": "src/testing/index.ts",
    "validation/compiled": "src/validation/compiled.ts",
    "validation/interpreted": "src/validation/interpreted.ts",
    "webhooks/index": "src/webhooks/index.ts",
  },
  format: "esm",
  platform: "neutral",
  // `#websocket` is chosen by whoever runs or bundles the package.
  deps: { neverBundle: [/^#/] },
  define: { runtimeVersion: JSON.stringify(manifest.version) },
  dts: true,
  // The declarations name AsyncDisposable, which the `lib` of a program that uses them may lack.
  banner: { dts: `/// <reference lib="esnext.disposable" />` },
  // One file out per file in: a bundler keeps exactly the files that an import reaches.
  unbundle: true,
  fixedExtension: false,
});
