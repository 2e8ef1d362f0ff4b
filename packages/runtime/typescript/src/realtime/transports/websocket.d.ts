/** What `imports` of package.json chooses; told here so that types need no build. */
declare module "#websocket" {
  export const PlatformWebSocket: new (url: string, protocols: string[]) => WebSocket;
}
