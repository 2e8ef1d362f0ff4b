import { expect, test } from "vitest";
import { openapi, print, textOf } from "./generate.js";

const rooms = openapi({
  schemas: `
Room: { type: object, properties: { id: { type: string } } }
RoomPage: { type: object, required: [items], properties: { items: { type: array, items: { $ref: "#/components/schemas/Room" } }, nextCursor: { type: string } } }
`,
  paths: `
/rooms:
  get:
    operationId: rooms.list
    x-parlance-pagination: { style: cursor, parameter: cursor, items: /items, next: /nextCursor }
    parameters:
      - { name: cursor, in: query, schema: { type: string } }
      - { name: tags, in: query, schema: { type: array, items: { type: string } }, explode: false }
    responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/RoomPage" } } } } }
/rooms/{roomId}:
  parameters: [{ name: roomId, in: path, required: true, description: Which room., schema: { type: string } }]
  get:
    operationId: rooms.get
    summary: Get a room
    responses:
      "200":
        description: ok
        headers: { ETag: { schema: { type: string } }, RateLimit-Remaining: { schema: { type: integer } } }
        content: { application/json: { schema: { $ref: "#/components/schemas/Room" } } }
      "404": { description: There is no such room. }
      "418": { description: A teapot. }
  put:
    operationId: rooms.replace
    requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Room" } } } }
    responses: { "204": { description: done } }
/rooms/{roomId}/events:
  get:
    operationId: rooms.events.stream
    parameters: [{ name: roomId, in: path, required: true, schema: { type: string } }]
    responses: { "200": { description: ok, content: { text/event-stream: { schema: { $ref: "#/components/schemas/Room" } } } } }
`,
});

test("an operation is a constant", async () => {
  const text = textOf(await print(rooms), "src/acme_sdk/operations/rooms.py");
  expect(text).toContain(`rooms_list = Operation(
    id="rooms.list",
    method="GET",
    path="/rooms",
    parameters=(
        Parameter("cursor", "query"),
        Parameter("tags", "query", explode=False),
    ),
    pagination=CursorPagination(parameter="cursor", items="/items", next="/nextCursor"),
)`);
  expect(text).toContain(`        Header("RateLimit-Remaining", "number"),`);
});

test("a method says what it takes, gives and raises", async () => {
  const text = textOf(await print(rooms), "src/acme_sdk/resources/rooms.py");
  expect(text).toContain(`    def get(
        self,
        room_id: str,
        *,
        options: CallOptions | None = None,
    ) -> types.Room:
        """Get a room

        \`GET /rooms/{roomId}\`

        Args:
            room_id: Which room.

        Raises:
            NotFoundError: 404: There is no such room.
            ResponseError: 418: A teapot.
        """
        return self._client.call(
            operations.rooms_get,
            {"room_id": room_id},
            types.Room,
            options,
        )`);
});

test("a list gives pages, a stream a sequence, and what has no body gives nothing", async () => {
  const text = textOf(await print(rooms), "src/acme_sdk/resources/rooms.py");
  expect(text).toContain("    ) -> Page[types.Room, types.RoomPage]:");
  expect(text).toContain("    ) -> AsyncPageCall[types.Room, types.RoomPage]:");
  expect(text).toContain("    ) -> StreamCall[types.Room]:");
  expect(text).toContain("        tags: Sequence[str] | None = None,");
  expect(text).toContain(`        self._client.call(
            operations.rooms_replace,
            {"room_id": room_id, "body": body},
            object,
            options,
        )`);
  expect(text).toContain("        await self._client.call(");
});

test("with_response gives typed headers", async () => {
  const printed = await print(rooms);
  expect(textOf(printed, "src/acme_sdk/answers/rooms.py")).toContain(
    "        self.get = with_response(resource.get, RoomsGetHeaders)",
  );
  expect(textOf(printed, "src/acme_sdk/headers/rooms.py")).toContain(
    `    rate_limit_remaining: Annotated[int | None, wire("RateLimit-Remaining")] = None`,
  );
});

test("names of Python step aside", async () => {
  const paths = `
/x:
  get:
    operationId: x.import
    parameters:
      - { name: class, in: query, schema: { type: string } }
      - { name: self, in: query, schema: { type: string } }
      - { name: object, in: query, schema: { type: string } }
      - { name: options, in: query, schema: { type: string } }
    responses: { "200": { description: ok, content: { application/json: { schema: {} } } } }
`;
  const text = textOf(await print(openapi({ paths })), "src/acme_sdk/resources/x.py");
  expect(text).toContain("    def import_(");
  expect(text).toContain("class_: str | None = None,");
  expect(text).toContain("object_: str | None = None,");
  expect(text).toContain("query_self: str | None = None,");
  expect(text).toContain("query_options: str | None = None,");
});

test("the client has resources as properties and is set up by the contract", async () => {
  const printed = await print(
    `${rooms}\nservers: [{ url: "https://{region}.acme.example", variables: { region: { default: eu } } }]`,
  );
  expect(textOf(printed, "src/acme_sdk/client.py")).toContain(`    @cached_property
    def rooms(self) -> AsyncRooms:`);
  expect(textOf(printed, "src/acme_sdk/setup.py")).toContain(
    `    server=Server("https://{region}.acme.example", {"region": "eu"}),`,
  );
  expect(textOf(printed, "pyproject.toml")).toContain(`dependencies = ["parlance-runtime>=`);
});

test("printing again gives the same bytes", async () => {
  expect((await print(rooms)).files).toEqual((await print(rooms)).files);
});
