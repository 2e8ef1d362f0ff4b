import { expect, test } from "vitest";
import { openapi, print, textOf } from "./generate.js";

const paths = `
/rooms/{room}:
  get:
    operationId: rooms.get
    summary: Get a room
    parameters: [{ name: room, in: path, required: true, schema: { type: string } }]
    responses:
      "200": { description: OK, headers: { ETag: { schema: { type: string } }, X-Left: { schema: { type: integer } } }, content: { application/json: { schema: { $ref: "#/components/schemas/Room" } } } }
      "404": { description: None. }
  put:
    operationId: rooms.put
    parameters:
      - { name: room, in: path, required: true, schema: { type: string } }
      - { name: dry-run, in: query, schema: { type: boolean } }
    requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Room" } } } }
    responses: { "204": { description: OK } }
/rooms:
  get:
    operationId: rooms.list
    parameters: [{ name: cursor, in: query, schema: { type: string } }]
    x-parlance-pagination: { style: cursor, parameter: cursor, items: /data, next: /next }
    responses: { "200": { description: OK, content: { application/json: { schema: { type: object, properties: { data: { type: array, items: { $ref: "#/components/schemas/Room" } }, next: { type: string } } } } } } }
/rooms/events:
  get:
    operationId: rooms.watch
    responses: { "200": { description: OK, content: { text/event-stream: { schema: { $ref: "#/components/schemas/Room" } } } } }
/rooms/picture:
  get:
    operationId: rooms.picture.get
    responses: { "200": { description: OK, content: { image/png: {} } } }
  put:
    operationId: rooms.picture.put
    requestBody: { content: { image/png: {} } }
    responses: { "204": { description: OK } }
`;
const schemas = "Room: { type: object, properties: { id: { type: string } } }";

async function rooms(): Promise<string> {
  return textOf(await print(openapi({ paths, schemas })), "rooms.go");
}

test.each([
  ["a call", "func (r *Rooms) Get(ctx context.Context, room string, options ...runtime.CallOption) (*Room, error) {"],
  ["", 'return codegen.Call[*Room](ctx, r.client, &roomsGetDescriptor, codegen.Values{"Room": room}, options)'],
  ["no data", "Put(ctx context.Context, room string, params *RoomsPutParams, options ...runtime.CallOption) error {"],
  ["", 'return codegen.Send(ctx, r.client, &roomsPutDescriptor, codegen.Values{"Room": room}.With(params), options)'],
  ["a list", "List(ctx context.Context, params *RoomsListParams, options ...runtime.CallOption) *runtime.List[Room] {"],
  ["a stream", "Watch(ctx context.Context, options ...runtime.CallOption) *runtime.Stream[Room] {"],
  ["bytes", "Get(ctx context.Context, options ...runtime.CallOption) (io.ReadCloser, error) {"],
  ["", "return codegen.Download(ctx, r.client, &roomsPictureGetDescriptor, nil, options)"],
])("a method is of one line: %s", async (_, line) => {
  expect(await rooms()).toContain(line);
});

test("parameters, headers and the descriptor stand beside the method", async () => {
  const text = await rooms();
  expect(text).toContain(`type RoomsPutParams struct {
	DryRun *bool
	// Required. Sent as application/json.
	Body Room
}`);
  expect(text).toContain("type RoomsGetHeaders struct {\n\tETag  *string\n\tXLeft *int64\n}");
  expect(text).toContain(`var roomsGetDescriptor = codegen.Operation{
	ID:     "rooms.get",
	Method: "GET",
	Path:   "/rooms/{room}",
	Parameters: []codegen.Parameter{
		{Key: "Room", Name: "room", In: "path"},
	},
	Headers: []codegen.Header{
		{Key: "ETag"},
		{Key: "XLeft", Name: "X-Left", Type: "number"},
	},
}`);
  expect(text).toContain(
    'Pagination: &codegen.Pagination{Style: "cursor", Parameter: "cursor", Items: "/data", Next: "/next"},',
  );
  expect(text).toContain("//   - *runtime.NotFoundError (404): None.");
  expect(text).toContain("type RoomsPicturePutParams struct {\n\t// Sent as image/png.\n\tBody io.Reader\n}");
});

test("resources below another are its fields", async () => {
  const printed = await print(openapi({ paths, schemas }));
  expect(textOf(printed, "client.go")).toContain(
    "client.Rooms = &Rooms{client: base, Picture: &RoomsPicture{client: base}}",
  );
});
