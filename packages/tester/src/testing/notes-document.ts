/** The contract of a small service of notes, which `notes-server.ts` keeps unless it is told otherwise. */
export const notesDocument = `
openapi: 3.1.0
info: { title: Notes, version: 1.0.0 }
security: [{ bearer: ["notes"] }]
paths:
  /notes:
    get:
      operationId: notes.list
      x-parlance-pagination: { style: cursor, parameter: cursor, items: /items, next: /next }
      parameters:
        - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }
        - { name: kind, in: query, schema: { $ref: "#/components/schemas/Kind" } }
        - { name: order, in: query, schema: { type: string, enum: [asc, desc] } }
        - { name: cursor, in: query, schema: { type: string } }
      responses:
        "200":
          description: A page.
          headers:
            Request-Id: { required: true, schema: { type: string, pattern: "^req_[0-9]+$" } }
          content:
            application/json:
              schema:
                type: object
                required: [items, next]
                properties:
                  items: { type: array, items: { $ref: "#/components/schemas/Note" } }
                  next: { type: [string, "null"] }
        default: { $ref: "#/components/responses/Problem" }
    post:
      operationId: notes.create
      parameters:
        - { name: Idempotency-Key, in: header, schema: { type: string, minLength: 1, maxLength: 255 } }
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: "#/components/schemas/NewNote" } }
      responses:
        "201":
          description: Created.
          headers:
            Location: { required: true, schema: { type: string } }
            Idempotency-Replayed: { schema: { type: boolean } }
          content: { application/json: { schema: { $ref: "#/components/schemas/Note" } } }
        "409": { $ref: "#/components/responses/Problem" }
        4XX: { $ref: "#/components/responses/Problem" }
  /notes/{note}:
    parameters:
      - { name: note, in: path, required: true, schema: { type: string } }
    get:
      operationId: notes.get
      parameters: [{ name: If-None-Match, in: header, schema: { type: string } }]
      responses:
        "200":
          description: The note.
          headers: { ETag: { required: true, schema: { type: string } } }
          content: { application/json: { schema: { $ref: "#/components/schemas/Note" } } }
        "304": { description: Not new. }
        default: { $ref: "#/components/responses/Problem" }
    patch:
      operationId: notes.update
      parameters: [{ name: If-Match, in: header, schema: { type: string } }]
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: "#/components/schemas/NoteChange" } }
      responses:
        "200":
          description: The note.
          content: { application/json: { schema: { $ref: "#/components/schemas/Note" } } }
        default: { $ref: "#/components/responses/Problem" }
    delete:
      operationId: notes.delete
      parameters: [{ name: If-Match, in: header, schema: { type: string } }]
      responses:
        "204": { description: Gone. }
        default: { $ref: "#/components/responses/Problem" }
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
  responses:
    Problem:
      description: Why not.
      content:
        application/problem+json:
          schema:
            type: object
            required: [status, code]
            properties: { status: { type: integer }, code: { type: string } }
  schemas:
    Kind: { type: string, enum: [draft, final] }
    NewNote:
      type: object
      additionalProperties: false
      required: [title]
      properties:
        title: { type: string, minLength: 1, maxLength: 40 }
        kind: { $ref: "#/components/schemas/Kind" }
        stars: { type: integer, minimum: 0, maximum: 5 }
        labels: { type: array, maxItems: 3, uniqueItems: true, items: { type: string, pattern: "^[a-z]+$" } }
    NoteChange:
      type: object
      additionalProperties: false
      minProperties: 1
      properties:
        title: { type: string, minLength: 1, maxLength: 40 }
        stars: { type: [integer, "null"], minimum: 0, maximum: 5 }
    Note:
      type: object
      required: [id, title, kind, createdAt]
      properties:
        id: { type: string }
        title: { type: string }
        kind: { $ref: "#/components/schemas/Kind" }
        stars: { type: [integer, "null"] }
        labels: { type: array, items: { type: string } }
        revision: { type: integer, readOnly: true }
        createdAt: { type: string, format: date-time, readOnly: true }
`;
