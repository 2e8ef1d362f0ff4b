import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";

const platform = await TestPlatform.start();
const token = async (...grants: readonly JsonObject[]) => (await platform.application(grants)).token;
const all: JsonObject = { scopes: ["channels:*"] };
const history = async (channel: string, bearer: string) =>
  (await platform.send(`GET /v1/channels/${channel}/messages`, { token: bearer })).status;

describe("a channel of the platform's own", () => {
  test.each<[string, readonly string[]]>([
    ["topic:orders", ["topics:read"]],
    ["document:exams:one", ["documents:read"]],
    ["watch:tunnels", ["tunnels:read", "clients:read"]],
    ["room:room_00000000", ["rooms:read"]],
  ])("%s is seen with %j, not with the scopes of channels alone", async (channel, scopes) => {
    expect(await history(channel, await token(all))).toBe(403);
    expect(await history(channel, await token(all, { scopes }))).toBe(200);
    expect(await history(channel, await token({ scopes }))).toBe(403);
  });

  test("is seen only where the grant of its domain reaches", async () => {
    const bearer = await token(all, { scopes: ["topics:read"], resources: { name: "orders" } });
    expect([await history("topic:orders", bearer), await history("topic:salaries", bearer)]).toEqual([200, 403]);
    const closed = await token(all, { scopes: ["documents:read"], resources: { "data.open": true } });
    expect(await history("document:exams:one", closed)).toBe(403);
  });

  test("is not listed to whoever may not see it", async () => {
    const body = { settings: { historySize: 10 } };
    for (const name of ["topic:listed", "listed"]) await platform.send(`PATCH /v1/channels/${name}`, { body });
    const { items } = (await platform.send("GET /v1/channels", { token: await token(all) })).body;
    expect((items as readonly JsonObject[]).map(({ name }) => name)).toEqual(["listed"]);
  });

  test.each(["topic:orders", "document:exams:one", "user:ada", "watch:tunnels", "room:room_00000000"])(
    "%s takes no authorisation for a connection",
    async (channel) => {
      const body = { connectionId: "conn_00000000", channel };
      const answer = await platform.send("POST /v1/channel-authorizations", { body });
      expect(answer).toMatchObject({ status: 403, body: { code: "channel_forbidden" } });
    },
  );
});
