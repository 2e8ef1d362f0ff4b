import { beforeEach, expect, test } from "vitest";
import { createProject } from "../create-project.js";
import { applicationToken } from "../development.js";
import { randomId } from "../ids.js";
import { SqliteStore } from "../store/sqlite-store.js";
import type { Transaction } from "../store/store.js";
import type { TokenCaller } from "./caller.js";
import { keepTicket, redeemTicket, ticketDigest } from "./ticket.js";
import { verifyToken } from "./verify-token.js";

const minute = 60_000;
const ticket = "tick_0123456789ABCDEF";
let now: number;
let store: SqliteStore;
let caller: TokenCaller;

const clock = () => now;
const work = <Result>(run: (transaction: Transaction) => Promise<Result>) => store.transaction(run);
const redeem = (reopens: string | null = null, shown = ticket) =>
  work((transaction) => redeemTicket(transaction, { ticket: shown, reopens }));

beforeEach(async () => {
  now = Date.parse("2026-11-21T09:30:00.000Z");
  store = new SqliteStore({ clock });
  const application = await createProject({ name: "Test", endpoint: "localhost" }, { store, ids: randomId });
  const token = await applicationToken(application, { store, clock, ids: randomId, lifetimeSeconds: 3600 });
  const lifetime = { minimum: 1, default: 60, maximum: 3600 };
  caller = await work((transaction) =>
    verifyToken(token, { transaction, clock, lifetime, checkClaims: () => undefined }),
  );
  await work((transaction) =>
    keepTicket(transaction.records(caller.application.project), { ticket, caller, expiresAt: now + minute }),
  );
  return () => store.close();
});

test("stands for the token it was made with", async () => {
  expect(await redeem()).toBe(caller.token);
});

test("opens one stream", async () => {
  await redeem();
  await expect(redeem()).rejects.toMatchObject({ code: "invalid_token" });
});

test("opens its own stream again, long after the minute", async () => {
  await redeem();
  now += 50 * minute;
  expect(await redeem(ticketDigest(ticket))).toBe(caller.token);
});

test("opens no stream of another ticket again", async () => {
  await redeem();
  await expect(redeem(ticketDigest("tick_another000000000"))).rejects.toMatchObject({ code: "invalid_token" });
});

test("is refused after a minute", async () => {
  now += minute;
  await expect(redeem()).rejects.toMatchObject({ code: "invalid_token" });
});

test("is refused when nobody made it", async () => {
  await expect(redeem(null, "tick_FEDCBA9876543210")).rejects.toMatchObject({ code: "invalid_token" });
});

test("holds no longer than its token", async () => {
  await redeem();
  now += 61 * minute;
  await expect(redeem(ticketDigest(ticket))).rejects.toMatchObject({ code: "invalid_token" });
});

test("neither it nor its token can be read from the store", async () => {
  const kept = await work((transaction) =>
    transaction.records(caller.application.project).list({ name: "ticket" }, { order: "asc", limit: 10 }),
  );
  expect(JSON.stringify(kept)).not.toContain(ticket);
  expect(JSON.stringify(kept)).not.toContain(caller.token);
});
