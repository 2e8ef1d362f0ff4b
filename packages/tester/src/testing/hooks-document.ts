const webhook = (name: string) => `
  ${name}:
    post:
      operationId: on.${name}
      security: []
      parameters:
        - { name: webhook-id, in: header, required: true, schema: { type: string } }
        - { name: webhook-signature, in: header, required: true, schema: { type: string } }
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [type, data]
              properties:
                type: { const: ${name} }
                data: { $ref: "#/components/schemas/Thing" }
      responses:
        2XX: { description: Taken. }
        "410": { description: Nothing more is wanted. }
`;

/** The contract of a small service of things and of webhooks that tell of them, which `hooks-server.ts` keeps unless it is told otherwise. */
export const hooksDocument = `
openapi: 3.1.0
info: { title: Things, version: 1.0.0 }
security: [{ bearer: [] }]
paths:
  /things:
    get: { operationId: things.list, responses: { "200": { $ref: "#/components/responses/Things" } } }
    post:
      operationId: things.create
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewThing" } } } }
      responses: { "201": { $ref: "#/components/responses/Thing" }, default: { description: Refused. } }
  /things/{thing}:
    parameters: [{ name: thing, in: path, required: true, schema: { type: string } }]
    get: { operationId: things.get, responses: { "200": { $ref: "#/components/responses/Thing" }, default: { description: Refused. } } }
    delete: { operationId: things.delete, responses: { "204": { description: Deleted. }, default: { description: Refused. } } }
  /hooks:
    get: { operationId: hooks.list, responses: { "200": { $ref: "#/components/responses/Hooks" } } }
    post:
      operationId: hooks.create
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewHook" } } } }
      responses: { "201": { $ref: "#/components/responses/Hook" }, default: { description: Refused. } }
  /hooks/{hook}:
    parameters: [{ name: hook, in: path, required: true, schema: { type: string } }]
    delete: { operationId: hooks.delete, responses: { "204": { description: Deleted. }, default: { description: Refused. } } }
  /hooks/{hook}/rotate:
    parameters: [{ name: hook, in: path, required: true, schema: { type: string } }]
    post:
      operationId: hooks.rotate
      requestBody:
        content: { application/json: { schema: { type: object, properties: { overlapSeconds: { type: integer } } } } }
      responses: { "200": { $ref: "#/components/responses/Hook" }, default: { description: Refused. } }
  /hooks/{hook}/disable:
    parameters: [{ name: hook, in: path, required: true, schema: { type: string } }]
    post: { operationId: hooks.disable, responses: { "200": { $ref: "#/components/responses/Hook" }, default: { description: Refused. } } }
webhooks:
${webhook("thing.created")}
${webhook("thing.deleted")}
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
  responses:
    Thing: { description: A thing., content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
    Things:
      description: All things.
      content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Thing" } } } }
    Hook: { description: An endpoint., content: { application/json: { schema: { $ref: "#/components/schemas/Hook" } } } }
    Hooks:
      description: All endpoints.
      content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Hook" } } } }
  schemas:
    NewThing: { type: object, required: [name], properties: { name: { type: string, minLength: 1 } }, additionalProperties: false }
    Thing: { type: object, required: [id, name], properties: { id: { type: string }, name: { type: string } } }
    NewHook:
      type: object
      required: [url, events]
      properties:
        url: { type: string, format: uri }
        events: { type: array, minItems: 1, items: { type: string, enum: [thing.created, thing.deleted] } }
      additionalProperties: false
    Hook:
      type: object
      required: [id, url]
      properties: { id: { type: string }, url: { type: string }, secret: { type: string } }
`;
