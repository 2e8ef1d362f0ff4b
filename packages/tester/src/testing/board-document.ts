/** The contract of a board of cards, whose changes are told over a socket that also carries talk: what `board-server.ts` keeps. */
export const boardRest = `
openapi: 3.1.0
info: { title: Board, version: 1.0.0 }
security: [{ bearer: ["board"] }]
paths:
  /cards:
    get:
      operationId: cards.list
      responses:
        "200":
          description: All cards.
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Card" } } } }
        4XX: { description: Why not. }
    post:
      operationId: cards.create
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/NewCard" } } }
      responses:
        "201":
          description: Created.
          headers: { Location: { required: true, schema: { type: string } } }
          content: { application/json: { schema: { $ref: "#/components/schemas/Card" } } }
        4XX: { description: Why not. }
  /cards/{card}:
    parameters: [{ name: card, in: path, required: true, schema: { type: string } }]
    get:
      operationId: cards.get
      responses:
        "200":
          description: The card.
          content: { application/json: { schema: { $ref: "#/components/schemas/Card" } } }
        4XX: { description: Why not. }
    patch:
      operationId: cards.update
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/NewCard" } } }
      responses:
        "200":
          description: The card.
          content: { application/json: { schema: { $ref: "#/components/schemas/Card" } } }
        4XX: { description: Why not. }
    delete:
      operationId: cards.delete
      responses:
        "204": { description: Gone. }
        4XX: { description: Why not. }
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
  schemas:
    NewCard:
      type: object
      additionalProperties: false
      required: [text]
      properties: { text: { type: string, minLength: 1, maxLength: 60 } }
    Card:
      type: object
      required: [id, text, revision]
      properties: { id: { type: string }, text: { type: string }, revision: { type: integer } }
`;

/** The socket. */
export const boardEvents = `
asyncapi: 3.0.0
info: { title: Board, version: 1.0.0 }
servers:
  socket: { host: "{host}", protocol: ws, variables: { host: { default: localhost } }, security: [{ $ref: "#/components/securitySchemes/live" }] }
channels:
  live:
    address: /live
    x-parlance-subscription: { subscribe: join, unsubscribe: part, key: /topic, of: /topic }
    x-parlance-heartbeat: { intervalMs: 30000, timeoutMs: 5000, send: ping }
    x-parlance-close: { final: [4001] }
    messages:
      join: { $ref: "#/components/messages/join" }
      joined: { $ref: "#/components/messages/joined" }
      refused: { $ref: "#/components/messages/refused" }
      part: { $ref: "#/components/messages/part" }
      cardCreated: { $ref: "#/components/messages/cardCreated" }
      cardUpdated: { $ref: "#/components/messages/cardUpdated" }
      cardDeleted: { $ref: "#/components/messages/cardDeleted" }
      said: { $ref: "#/components/messages/said" }
      ask: { $ref: "#/components/messages/ask" }
      answer: { $ref: "#/components/messages/answer" }
      ping: { $ref: "#/components/messages/ping" }
      pong: { $ref: "#/components/messages/pong" }
operations:
  join:
    action: send
    channel: { $ref: "#/channels/live" }
    messages: [{ $ref: "#/channels/live/messages/join" }]
    reply:
      channel: { $ref: "#/channels/live" }
      messages: [{ $ref: "#/channels/live/messages/joined" }, { $ref: "#/channels/live/messages/refused" }]
  part: { action: send, channel: { $ref: "#/channels/live" }, messages: [{ $ref: "#/channels/live/messages/part" }] }
  ask:
    action: send
    channel: { $ref: "#/channels/live" }
    messages: [{ $ref: "#/channels/live/messages/ask" }]
    reply: { channel: { $ref: "#/channels/live" }, messages: [{ $ref: "#/channels/live/messages/answer" }] }
  ping:
    action: send
    channel: { $ref: "#/channels/live" }
    messages: [{ $ref: "#/channels/live/messages/ping" }]
    reply: { channel: { $ref: "#/channels/live" }, messages: [{ $ref: "#/channels/live/messages/pong" }] }
  say: { action: send, channel: { $ref: "#/channels/live" }, messages: [{ $ref: "#/channels/live/messages/said" }] }
  hear:
    action: receive
    channel: { $ref: "#/channels/live" }
    messages:
      - { $ref: "#/channels/live/messages/said" }
      - { $ref: "#/channels/live/messages/cardCreated" }
      - { $ref: "#/channels/live/messages/cardUpdated" }
      - { $ref: "#/channels/live/messages/cardDeleted" }
components:
  securitySchemes:
    live:
      type: oauth2
      scopes: [board]
      flows: { clientCredentials: { tokenUrl: "https://board.example/token", availableScopes: { board: All. } } }
  messages:
    join: { payload: { type: object, required: [type, topic], properties: { type: { const: join }, topic: { enum: [cards, talk] } } } }
    joined: { payload: { type: object, required: [type, topic], properties: { type: { const: joined }, topic: { type: string } } } }
    refused: { payload: { type: object, required: [type, why], properties: { type: { const: refused }, why: { type: string } } } }
    part: { payload: { type: object, required: [type, topic], properties: { type: { const: part }, topic: { enum: [cards, talk] } } } }
    cardCreated: { payload: { type: object, required: [type, topic, card], properties: { type: { const: card.created }, topic: { const: cards }, card: { $ref: "#/components/schemas/LiveCard" } } } }
    cardUpdated: { payload: { type: object, required: [type, topic, card], properties: { type: { const: card.updated }, topic: { const: cards }, card: { $ref: "#/components/schemas/LiveCard" } } } }
    cardDeleted: { payload: { type: object, required: [type, topic, id], properties: { type: { const: card.deleted }, topic: { const: cards }, id: { type: string } } } }
    said: { payload: { type: object, required: [type, topic, text], properties: { type: { const: said }, topic: { const: talk }, text: { type: string, minLength: 3, maxLength: 20 } } } }
    ask:
      correlationId: { location: "$message.payload#/id" }
      payload: { type: object, required: [type, id, question], properties: { type: { const: ask }, id: { type: integer }, question: { type: string } } }
    answer:
      correlationId: { location: "$message.payload#/id" }
      payload: { type: object, required: [type, id, text], properties: { type: { const: answer }, id: { type: integer }, text: { type: string } } }
    ping: { payload: { type: object, required: [type], properties: { type: { const: ping } } } }
    pong: { payload: { type: object, required: [type], properties: { type: { const: pong } } } }
  schemas:
    LiveCard:
      type: object
      required: [id, text, revision]
      properties: { id: { type: string }, text: { type: string }, revision: { type: integer } }
`;
