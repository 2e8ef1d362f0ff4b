import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import manifest from "./package.json" with { type: "json" };

export default defineConfig({
  // What package.json says for Node, but of the sources.
  resolve: {
    alias: {
      "#websocket": fileURLToPath(new URL("src/realtime/transports/node/platform-web-socket.ts", import.meta.url)),
    },
  },
  define: { runtimeVersion: JSON.stringify(manifest.version) },
  test: { include: ["src/**/*.test.ts", "test/**/*.test.ts"], testTimeout: 60_000 },
});
