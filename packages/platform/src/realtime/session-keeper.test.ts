import { expect, test } from "vitest";
import { Presence } from "./presence.js";
import { SessionKeeper, type LostSession } from "./session-keeper.js";

const limits = { resumeWindowMs: 120_000, presenceGraceMs: 15_000, connectionsPerProject: 2 };

function identityOf(project: string) {
  return { project, applicationId: "app_test0001", userId: "ada", tokenId: null, issuedAt: 0, expiresAt: null };
}

function lost(key: string, project: string): LostSession {
  return {
    key,
    connection: `conn_${key}`,
    identity: identityOf(project),
    lostAt: 0,
    memberships: new Map(),
    vouched: new Set(),
    positions: new Map(),
    heardSince: undefined,
  };
}

test("a project that loses many sessions forgets its own first ones, and no other's", () => {
  const keeper = new SessionKeeper({ presence: new Presence(), ...limits });
  keeper.lose(lost("quiet", "prj_quiet"));
  for (const key of ["a", "b", "c", "d"]) keeper.lose(lost(key, "prj_loud"));
  const kept = ["a", "b", "c", "d"].filter((key) => keeper.take(key, identityOf("prj_loud")) !== undefined);
  expect(kept).toEqual(["c", "d"]);
  expect(keeper.take("quiet", identityOf("prj_quiet"))).toBeDefined();
});

test("a session that was taken up counts no longer", () => {
  const keeper = new SessionKeeper({ presence: new Presence(), ...limits });
  keeper.lose(lost("first", "prj_own"));
  for (const key of ["a", "b", "c", "d", "e"]) {
    keeper.lose(lost(key, "prj_own"));
    expect(keeper.take(key, identityOf("prj_own"))).toBeDefined();
  }
  expect(keeper.take("first", identityOf("prj_own"))).toBeDefined();
});
