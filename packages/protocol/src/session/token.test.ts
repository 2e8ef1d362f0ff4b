import { expect, test } from "vitest";
import { Rig, welcome } from "../testing/rig.js";

const refusal = (code: "invalid_token" | "token_expired" | "missing_token" | "token_revoked") =>
  ({ type: "error", id: 1, code, message: "No.", retryable: code === "token_expired" }) as const;
const started = (): Rig => new Rig().command({ type: "connect" }).input({ type: "token", token: "t1" });

test("a token is fetched before the first hello, and only then a transport is opened", () => {
  const rig = new Rig().command({ type: "connect" });
  expect(rig.of("fetchToken")).toEqual([{ type: "fetchToken", fresh: false }]);
  expect(rig.of("open")).toEqual([]);
  rig.input({ type: "token", token: "t1" }).opened();
  expect(rig.sent("hello")[0]?.token).toBe("t1");
});

test("without a token hello has none", () => {
  const rig = new Rig().command({ type: "connect" }).input({ type: "token", token: undefined }).opened();
  expect(rig.sent("hello")[0]).not.toHaveProperty("token");
});

test("a reconnect uses the token that is held", () => {
  const rig = new Rig().connected().clear().reconnecting().opened();
  expect(rig.of("fetchToken")).toEqual([]);
  expect(rig.sent("hello")[0]?.token).toBe("token-1");
});

test.each([
  [600_000, 540_000],
  [60_000, 30_000],
  [20_000, 10_000],
  [100, 1_000],
])("a token of %i ms is refreshed in band after %i ms", (tokenTtlMs, after) => {
  const rig = new Rig()
    .connected({ tokenTtlMs, pingMs: 1e9 })
    .clear()
    .pass(after - 1);
  expect(rig.of("fetchToken")).toEqual([]);
  expect(rig.pass(1).of("fetchToken")).toEqual([{ type: "fetchToken", fresh: true }]);
  rig.input({ type: "token", token: "t2" });
  expect(rig.sent("auth")).toMatchObject([{ token: "t2" }]);
});

test("the refresh is spread by 5 % to both sides", () => {
  const due = (random: number): number | null =>
    new Rig({ random: () => random }).connected({ tokenTtlMs: 600_000, pingMs: 1e9 }).pass(10_000).wakeAt;
  expect([due(0), due(1)]).toEqual([513_000, 567_000]);
});

test("an accepted refresh starts the next, and the session keeps the new token", () => {
  const rig = new Rig()
    .connected({ tokenTtlMs: 60_000, pingMs: 1e9 })
    .pass(30_000)
    .input({ type: "token", token: "t2" });
  rig.frames({ type: "ok", id: 2, tokenTtlMs: 60_000 }).clear().pass(30_000);
  expect(rig.of("fetchToken")).toHaveLength(1);
  expect(rig.reconnecting().opened().sent("hello")[0]?.token).toBe("t2");
});

test("`reauth` asks for a fresh token at once, one at a time", () => {
  const rig = new Rig().connected().clear().frames({ type: "reauth", byMs: 10 }, { type: "reauth", byMs: 10 });
  expect(rig.of("fetchToken")).toEqual([{ type: "fetchToken", fresh: true }]);
});

test("a provider with nothing newer is not asked in a circle", () => {
  const rig = new Rig().connected({ tokenTtlMs: 60_000, pingMs: 1e9 }).pass(30_000).clear();
  rig.input({ type: "token", token: "token-1" }).pass(1e6);
  expect(rig.sent("auth")).toEqual([]);
  expect(rig.of("fetchToken")).toEqual([]);
});

test("a token that ended while there was no connection is fetched anew", () => {
  const rig = new Rig().connected({ tokenTtlMs: 1_000 }).cut().input({ type: "network", online: false }).clear();
  rig.pass(5_000).input({ type: "network", online: true });
  expect(rig.of("fetchToken")).toEqual([{ type: "fetchToken", fresh: true }]);
});

test.each(["invalid_token", "token_expired", "missing_token"] as const)(
  "`%s` while connecting forces one fresh token at once, the second time it is final",
  (code) => {
    const rig = started().opened().clear().frames(refusal(code));
    expect(rig.of("close")).toHaveLength(1);
    expect(rig.of("fetchToken")).toEqual([{ type: "fetchToken", fresh: true }]);
    rig.input({ type: "token", token: "t2" }).opened();
    expect(rig.sent("hello")[0]?.token).toBe("t2");
    rig.frames(refusal(code));
    expect(rig.session.state).toMatchObject({ status: "failed", error: { code } });
  },
);

test.each([["t1"], [undefined]])(
  "a provider that has nothing but the refused token, %j, makes its refusal final at once",
  (token) => {
    const rig = new Rig().command({ type: "connect" }).input({ type: "token", token }).opened();
    rig.frames(refusal("token_expired")).input({ type: "token", token });
    expect(rig.session.state).toMatchObject({ status: "failed", error: { code: "token_expired" } });
    expect(rig.of("open")).toHaveLength(1);
  },
);

test("so it does when a connection ended with the token that it was made with", () => {
  const rig = new Rig().connected().cut(4103, "token_expired").pass(250).input({ type: "token", token: "token-1" });
  expect(rig.session.state).toMatchObject({ status: "failed", error: { code: "token_expired" } });
  expect(rig.of("open")).toHaveLength(1);
});

test("a token that is believed to have ended and is all there is may be tried", () => {
  const rig = new Rig().connected({ tokenTtlMs: 1_000 }).cut().input({ type: "network", online: false }).pass(5_000);
  rig.input({ type: "network", online: true }).input({ type: "token", token: "token-1" });
  expect(rig.of("open")).toHaveLength(2);
});

test("a refused token that is not worth another try is final", () => {
  expect(started().opened().frames(refusal("token_revoked")).session.state.status).toBe("failed");
});

test("a close with the code of a token error forces a fresh one as well", () => {
  const rig = started().opened().clear().cut(4009, "invalid_token");
  expect(rig.of("fetchToken")).toEqual([{ type: "fetchToken", fresh: true }]);
});

test("refusals count only in a row", () => {
  const rig = started().opened().frames(refusal("invalid_token")).input({ type: "token", token: "t2" }).connected();
  rig.reconnecting().opened().frames(refusal("invalid_token"));
  expect(rig.session.state.status).toBe("reconnecting");
});

test("a provider that fails is asked again with back-off", () => {
  const rig = new Rig().command({ type: "connect" });
  rig.input({ type: "tokenFailed", message: "HTTP 500", final: false, cause: "why" });
  expect(rig.session.state).toMatchObject({
    status: "reconnecting",
    error: { code: "credentials_failed", message: "HTTP 500", cause: "why" },
  });
  expect(rig.clear().pass(250).of("fetchToken")).toHaveLength(1);
});

test("a provider that refuses for good ends the session, connected, connecting or waiting", () => {
  const refused = { type: "tokenFailed", message: "signed out", final: true, cause: null } as const;
  const connected = new Rig().connected().frames({ type: "reauth", byMs: 1 });
  const rigs = [
    new Rig().command({ type: "connect" }),
    connected,
    new Rig().connected().frames({ type: "reauth", byMs: 1 }).cut(),
  ];
  for (const rig of rigs) expect(rig.input(refused).session.state).toMatchObject({ status: "failed" });
  expect(connected.of("close")).toHaveLength(1);
});

test("a refresh that fails for now is told and tried again", () => {
  const rig = new Rig().connected({ pingMs: 1e9 }).frames({ type: "reauth", byMs: 1 }).clear();
  rig.input({ type: "tokenFailed", message: "HTTP 500", final: false, cause: null });
  expect(rig.told("error")).toMatchObject([{ error: { code: "credentials_failed" } }]);
  expect(rig.session.state.status).toBe("connected");
  expect(rig.pass(10_000).of("fetchToken")).toHaveLength(1);
});

test("an `auth` that the server refuses is told and tried again", () => {
  const rig = new Rig()
    .connected({ pingMs: 1e9 })
    .frames({ type: "reauth", byMs: 1 })
    .input({ type: "token", token: "t2" });
  rig.clear().frames({ ...refusal("invalid_token"), id: 2 });
  expect(rig.told("error")).toMatchObject([{ error: { code: "invalid_token" } }]);
  expect(rig.pass(10_000).of("fetchToken")).toEqual([{ type: "fetchToken", fresh: true }]);
});

test("a provider that never answers holds up the attempt, not the session", () => {
  const rig = new Rig().command({ type: "connect" }).pass(10_000);
  expect(rig.session.state).toMatchObject({ status: "reconnecting", error: { code: "timeout" } });
  expect(rig.pass(60_000).of("fetchToken")).toHaveLength(1);
  rig.input({ type: "token", token: "late" }).pass(20_000).opened().frames(welcome);
  expect(rig.session.state.status).toBe("connected");
});
