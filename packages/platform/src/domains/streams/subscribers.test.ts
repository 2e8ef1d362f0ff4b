import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";
import { expectStatus, outcome, strangerToken, userToken } from "./testing.js";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await TestPlatform.start();
});

const create = async (userId: string, more: JsonObject = {}): Promise<JsonObject> =>
  expectStatus(201, await platform.send("POST /v1/subscribers", { body: { userId, ...more } }));
const at = (subscriber: JsonObject): string => `/v1/subscribers/${String(subscriber["id"])}`;
const items = ({ body }: { body: JsonObject }): JsonObject[] => body["items"] as JsonObject[];

describe("subscribers", () => {
  test("are created, once for each user", async () => {
    const response = await platform.send("POST /v1/subscribers", {
      body: { userId: "anna", email: "anna@example.com" },
    });
    expect(response).toMatchObject({
      status: 201,
      body: { userId: "anna", displayName: "anna", email: "anna@example.com", status: "offline", addressIds: [] },
    });
    expect(response.headers.get("location")).toBe(at(response.body));
    expect((await platform.send(`GET ${at(response.body)}`)).body).toEqual(response.body);
    expect(outcome(await platform.send("POST /v1/subscribers", { body: { userId: "anna" } }))).toEqual({
      status: 409,
      code: "already_exists",
    });
  });

  test("are listed page by page, by user and by status", async () => {
    const token = await strangerToken(platform);
    expect((await platform.send("GET /v1/subscribers", { token })).body).toEqual({ items: [], nextCursor: null });
    for (const userId of ["u1", "u2", "u3"]) await platform.send("POST /v1/subscribers", { token, body: { userId } });
    const first = await platform.send("GET /v1/subscribers?limit=2", { token });
    const second = await platform.send(`GET /v1/subscribers?limit=2&cursor=${String(first.body["nextCursor"])}`, {
      token,
    });
    expect([...items(first), ...items(second)].map((item) => item["userId"])).toEqual(["u3", "u2", "u1"]);
    expect(items(await platform.send("GET /v1/subscribers?userId=u2", { token }))).toHaveLength(1);
    expect(items(await platform.send("GET /v1/subscribers?status=online", { token }))).toEqual([]);
  });

  test("are updated, merging metadata and removing what is null", async () => {
    const subscriber = await create("ben", { email: "ben@example.com", metadata: { a: 1, b: 2 } });
    const body = { displayName: "Ben", email: null, metadata: { a: null } };
    const response = await platform.send(`PATCH ${at(subscriber)}`, { body, headers: { "If-Match": '"1"' } });
    expect(response.body).toMatchObject({ displayName: "Ben", email: null, metadata: { b: 2 }, version: 2 });
    expect(
      outcome(await platform.send(`PATCH ${at(subscriber)}`, { body, headers: { "If-Match": '"1"' } })),
    ).toMatchObject({ status: 412 });
  });

  test("see and change themselves with subscribers:self, and nobody else", async () => {
    const [own, other] = [await create("cleo"), await create("dirk")];
    const token = await userToken(platform, "cleo", ["subscribers:self"]);
    expect((await platform.send("GET /v1/subscribers/self", { token })).body).toEqual(own);
    expect(
      (await platform.send("PATCH /v1/subscribers/self", { token, body: { displayName: "Cleo" } })).body["displayName"],
    ).toBe("Cleo");
    expect((await platform.send("POST /v1/subscribers/self/online", { token })).body["status"]).toBe("online");
    expect((await platform.send(`POST ${at(own)}/offline`, { token })).body["status"]).toBe("offline");
    for (const line of [`GET ${at(other)}`, `PATCH ${at(other)}`, `POST ${at(other)}/online`]) {
      const request = { token, ...(line.startsWith("PATCH") && { body: { displayName: "x" } }) };
      expect(outcome(await platform.send(line, request))).toEqual({ status: 404, code: "not_found" });
    }
  });

  test("are not found where there is none, nor by another tenant, nor as self of a back end", async () => {
    const subscriber = await create("emil");
    expect((await platform.send("GET /v1/subscribers/sbr_00000000")).status).toBe(404);
    expect((await platform.send("GET /v1/subscribers/self")).status).toBe(404);
    expect((await platform.send(`DELETE ${at(subscriber)}`, { token: await strangerToken(platform) })).status).toBe(
      404,
    );
  });

  test("are deleted with their addresses", async () => {
    const subscriber = await create("fritz");
    const address = await platform.send("POST /v1/addresses", {
      body: { name: "fritz", subscriberId: String(subscriber["id"]) },
    });
    expect(outcome(await platform.send(`DELETE ${at(subscriber)}`, { headers: { "If-Match": '"9"' } }))).toMatchObject({
      status: 412,
    });
    expect((await platform.send(`DELETE ${at(subscriber)}`)).status).toBe(204);
    expect((await platform.send(`GET /v1/addresses/${String(address.body["id"])}`)).status).toBe(404);
  });

  test.each([
    ["GET /v1/subscribers", "subscribers:self"],
    ["POST /v1/subscribers", "subscribers:read"],
    ["POST /v1/subscribers/self/online", "subscribers:read"],
  ])("%s is not for %s", async (line, scope) => {
    const token = await userToken(platform, "gerd", [scope]);
    const request = {
      token,
      ...(line.endsWith("subscribers") && line.startsWith("POST") && { body: { userId: "gerd" } }),
    };
    expect(outcome(await platform.send(line, request))).toEqual({ status: 403, code: "insufficient_scope" });
  });
});
