import type { JsonObject } from "../../json/json.js";
import type { TestPlatform, TestRequest, TestResponse } from "../../testing/test-platform.js";

let made = 0;

/** A fresh room of the development application. */
export async function createRoom(platform: TestPlatform, settings: JsonObject = {}): Promise<JsonObject> {
  made += 1;
  return expectStatus(201, await platform.send("POST /v1/rooms", { body: { name: `room-${made}`, ...settings } }));
}

/** Joins a room: by default the development application joins somebody. */
export async function join(platform: TestPlatform, room: JsonObject, request: TestRequest = {}): Promise<JsonObject> {
  return expectStatus(
    201,
    await platform.send(`POST /v1/rooms/${String(room["id"])}/members`, { body: {}, ...request }),
  );
}

/** A token of a user with these scopes; each call makes another token. */
export function userToken(platform: TestPlatform, sub: string, scopes: readonly string[]): Promise<string> {
  made += 1;
  return platform.sign({ sub, jti: `tok_user${made}0000`, grants: [{ scopes }] });
}

/** A token that may do everything in another project. */
export async function strangerToken(platform: TestPlatform): Promise<string> {
  return platform.platform.token(await platform.platform.createProject({ name: "Other", endpoint: "other.example" }));
}

/** Status and code of a problem, to compare with. */
export function outcome({ status, body }: TestResponse): unknown {
  return { status, code: body["code"] };
}

/** The body of an answer that must have this status. */
export function expectStatus(status: number, response: TestResponse): JsonObject {
  if (response.status !== status) throw new Error(`Expected ${status}, got ${response.status}: ${response.text}`);
  return response.body;
}
