/** How many connections the runtime's own WebSocket has made. Imported before the client, which takes what is there when it loads. */
export const builtInSockets = { opened: 0 };

globalThis.WebSocket = new Proxy(globalThis.WebSocket, {
  construct(target, args, newTarget) {
    builtInSockets.opened += 1;
    return Reflect.construct(target, args, newTarget);
  },
});
