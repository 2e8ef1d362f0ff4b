import { describe, expect, test } from "vitest";
import { Access } from "./access.js";
import { commonScopes, covers, within } from "./grant.js";

const limits = { depth: 8, bytes: 4096 };
const web = { id: "tun_1", name: "web", status: "online", labels: { env: "production" } };

describe("covers", () => {
  test.each([
    ["*", "tunnels:read", true],
    ["tunnels:*", "tunnels:read", true],
    ["tunnels:read", "tunnels:read", true],
    ["tunnels:read", "tunnels:*", false],
    ["tunnels:*", "*", false],
    ["tunnels:*", "tunnelsx:read", false],
  ])("%s covers %s: %s", (holder, scope, expected) => {
    expect(covers(holder, scope)).toBe(expected);
  });
});

describe("Access", () => {
  test("needs every scope in every list of grants", () => {
    const token = [{ scopes: ["tunnels:read", "channels:read"] }];
    const application = [{ scopes: ["tunnels:*"] }];
    expect(Access.of(["tunnels:read"], [token, application], limits).granted).toBe(true);
    expect(Access.of(["channels:read"], [token, application], limits).granted).toBe(false);
    expect(Access.of(["tunnels:read", "channels:read"], [token, application], limits).granted).toBe(false);
    expect(Access.of([], [[]], limits).granted).toBe(true);
  });

  test("narrows to the resources that both lists select", () => {
    const production = [{ scopes: ["*"], resources: { "labels.env": "production" } }];
    const online = [{ scopes: ["*"], resources: { status: "online" } }];
    const access = Access.of(["tunnels:read"], [production, online], limits);
    expect(access.allows(web)).toBe(true);
    expect(access.allows({ ...web, status: "offline" })).toBe(false);
  });

  test("asks no filter again about what is inside a resource, and still selects", () => {
    const grants = [
      { scopes: ["*"], resources: { status: "online" }, select: ["name"] },
      { scopes: ["*"], resources: { status: "offline" } },
    ];
    const inside = Access.of(["tunnels:read"], [grants], limits).inside(web);
    expect(inside.allows({ id: "cli_1", name: "x", os: "linux" })).toBe(true);
    expect(inside.show({ id: "cli_1", name: "x", os: "linux" })).toEqual({ id: "cli_1", name: "x" });
  });

  test("shows the selected members and always the id", () => {
    const select = (...members: string[]) => [{ scopes: ["*"], select: members }];
    expect(Access.of(["tunnels:read"], [select("name", "status"), select("name")], limits).show(web)).toEqual({
      id: "tun_1",
      name: "web",
    });
    expect(Access.of(["tunnels:read"], [[{ scopes: ["*"] }]], limits).show(web)).toEqual(web);
  });
});

describe("within", () => {
  const narrow = { scopes: ["tunnels:*"], resources: { status: "online" }, select: ["id", "name"] };
  test.each([
    ["the same", narrow, true],
    ["one scope of it, one member", { ...narrow, scopes: ["tunnels:read"], select: ["id"] }, true],
    ["a narrower filter", { ...narrow, resources: { and: [{ status: "online" }, { name: "x" }] } }, true],
    ["no filter", { scopes: ["tunnels:read"], select: ["id"] }, false],
    ["another filter", { ...narrow, resources: { status: "offline" } }, false],
    ["or instead of and", { ...narrow, resources: { or: [{ status: "online" }, {}] } }, false],
    ["more members", { ...narrow, select: ["id", "labels"] }, false],
    ["all members", { scopes: ["tunnels:read"], resources: { status: "online" } }, false],
    ["another scope", { ...narrow, scopes: ["channels:read"] }, false],
    ["everything", { scopes: ["*"] }, false],
  ])("%s: %#", (_, grant, expected) => {
    expect(within(grant, [narrow])).toBe(expected);
  });
});

test("commonScopes meets in the narrower of two", () => {
  expect(
    commonScopes(
      [{ scopes: ["tunnels:*", "channels:read"] }],
      [{ scopes: ["tunnels:read", "channels:*", "topics:read"] }],
    ),
  ).toEqual(["channels:read", "tunnels:read"]);
});
