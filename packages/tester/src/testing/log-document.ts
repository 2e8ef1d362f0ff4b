/** The document of a server with nothing but one kind of channel, over a socket and an event stream. */
export const logDocument = `
asyncapi: 3.0.0
info: { title: Log, version: 1.0.0 }
servers:
  socket: { host: "127.0.0.1", protocol: ws, security: [{ $ref: "#/components/securitySchemes/bearer" }] }
  http: { host: "127.0.0.1", protocol: http, security: [{ $ref: "#/components/securitySchemes/bearer" }] }
channels:
  socket:
    address: /socket
    servers: [{ $ref: "#/servers/socket" }]
    x-subprotocols: [parlance.v1.json]
    messages:
      hello: { payload: { type: object, required: [type], properties: { type: { const: hello } } } }
      frame: { payload: { type: object, required: [type], properties: { type: { type: string } } } }
  stream:
    address: /stream
    servers: [{ $ref: "#/servers/http" }]
    x-sse: { event: /type, id: cursor }
    messages:
      frame: { payload: { type: object, required: [type], properties: { type: { type: string } } } }
  chat:
    address: "{room}"
    x-parlance-channel: { scopes: [chat] }
    parameters: { room: {} }
    messages:
      said: { payload: {} }
operations:
  greet: { action: send, channel: { $ref: "#/channels/socket" }, messages: [{ $ref: "#/channels/socket/messages/hello" }] }
  listen: { action: receive, channel: { $ref: "#/channels/chat" } }
  follow:
    action: receive
    channel: { $ref: "#/channels/stream" }
    bindings:
      http: { method: GET, query: { type: object, properties: { channel: { type: array, items: { type: string } } } } }
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
`;
