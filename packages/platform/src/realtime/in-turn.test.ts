import { expect, test } from "vitest";
import type { Connection } from "./connection.js";
import { inTurn } from "./in-turn.js";

type Turns = Pick<Connection, "turns" | "isOpen">;

const open = (): { turns: Turns["turns"]; isOpen: boolean } => ({ turns: undefined, isOpen: true });

/** Work that is done when the test says so. */
function slow(done: string[], name: string) {
  let finish = (): void => undefined;
  const promise = new Promise<void>((resolve) => (finish = resolve));
  return { finish: () => finish(), work: () => promise.then(() => void done.push(name)) };
}

test("what comes at once is done at once", () => {
  expect(inTurn(open(), "chat", () => 7)).toBe(7);
});

test("what comes behind something slow waits for it, on the same channel only", async () => {
  const connection = open();
  const done: string[] = [];
  const first = slow(done, "first");
  const begun = inTurn(connection, "chat", first.work);
  const second = inTurn(connection, "chat", () => void done.push("second"));
  void inTurn(connection, "other", () => void done.push("other"));
  first.finish();
  await Promise.all([begun, second]);
  expect(done).toEqual(["other", "first", "second"]);
  expect(connection.turns).toBeUndefined();
});

test("what fails keeps nobody waiting", async () => {
  const connection = open();
  const failed = inTurn(connection, "chat", () => Promise.reject(new Error("no")));
  const next = inTurn(connection, "chat", () => "next");
  await expect(failed).rejects.toThrow("no");
  expect(await next).toBe("next");
});

test("what waited is refused when the connection has ended meanwhile", async () => {
  const connection = open();
  const first = slow([], "first");
  const begun = inTurn(connection, "chat", first.work);
  const second = inTurn(connection, "chat", () => "second");
  connection.isOpen = false;
  first.finish();
  await begun;
  await expect(second).rejects.toMatchObject({ code: "unavailable" });
});
