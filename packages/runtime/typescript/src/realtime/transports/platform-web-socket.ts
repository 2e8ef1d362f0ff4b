import type { WebSocketConstructor } from "./web-socket.js";

/** The built-in WebSocket of browsers, Deno, Bun and workers; `#websocket` leads here or, in Node, to `ws`. */
export const PlatformWebSocket: WebSocketConstructor = globalThis.WebSocket;
