import type { ServerFrame, WelcomeFrame } from "@parlance/protocol";
import { describe, expect, test } from "vitest";
import { Cursors, type CursorWriter } from "./cursors.js";

const cursors = new Cursors("secret");
const welcome = { type: "welcome", session: "ses_1", inbox: null } as unknown as WelcomeFrame;
const subscribed = (channel: string, offset: number): ServerFrame => ({
  type: "ok",
  id: 2,
  channel,
  epoch: "f3Kq8Zx1",
  offset,
});

function begin(ticket: string | null = null): CursorWriter {
  const writer = cursors.writer({ ticket });
  writer.after(welcome);
  return writer;
}

describe("a cursor", () => {
  test("leads to the session, the ticket and each channel's position", () => {
    const writer = begin("digest");
    writer.after(subscribed("a", 7));
    const text = writer.after(subscribed("b", 0)) ?? "";
    const cursor = cursors.read(text);
    expect(cursor).toMatchObject({ session: "ses_1", ticket: "digest" });
    expect(cursor.positionOf("a")).toEqual({ epoch: "f3Kq8Zx1", offset: 7 });
    expect(cursor.positionOf("b")).toEqual({ epoch: "f3Kq8Zx1", offset: 0 });
    expect(cursor.positionOf("c")).toBeUndefined();
  });

  test.each([
    ["a message", { type: "message", channel: "a", offset: 8, data: 1 }, { epoch: "f3Kq8Zx1", offset: 8 }],
    [
      "a gap",
      {
        type: "gap",
        channel: "a",
        from: { epoch: "x", offset: 1 },
        to: { epoch: "newepoch", offset: 9 },
        reason: "epoch_changed",
      },
      { epoch: "newepoch", offset: 9 },
    ],
  ] as const)("moves with %s", (_name, frame, position) => {
    const writer = begin();
    writer.after(subscribed("a", 7));
    expect(cursors.read(writer.after(frame as ServerFrame) ?? "").positionOf("a")).toEqual(position);
  });

  test("of a stream that goes on leads from its first event on to where that one began, on the channels that it still has", () => {
    const before = begin();
    before.after(subscribed("a", 7));
    const from = cursors.read(before.after(subscribed("b", 9)) ?? "");
    const cursor = cursors.read(cursors.writer({ ticket: null }, ["a", "c"], from).after(welcome) ?? "");
    expect(cursor.positionOf("a")).toEqual({ epoch: "f3Kq8Zx1", offset: 7 });
    expect(cursor.positionOf("b")).toBeUndefined();
    expect(cursor.positionOf("c")).toBeUndefined();
  });

  test("begins with the inbox that welcome names", () => {
    const inbox = { channel: "user:ada", epoch: "f3Kq8Zx1", offset: 3, recovered: "none", count: 0 };
    const text = cursors.writer({ ticket: null }).after({ ...welcome, inbox } as WelcomeFrame) ?? "";
    expect(cursors.read(text).inbox).toEqual({ epoch: "f3Kq8Zx1", offset: 3 });
  });

  test.each([
    ["a ping", { type: "ping" }],
    ["a message that is in no log", { type: "message", channel: "a", data: 1 }],
    ["a message of a channel that is not followed", { type: "message", channel: "z", offset: 1, data: 1 }],
    ["a message of a subscription made by command", { type: "message", channel: "a", subscription: 1, offset: 1 }],
    ["the answer to a publish", { type: "ok", id: 3, epoch: "f3Kq8Zx1", offset: 9 }],
  ])("does not move with %s", (_name, frame) => {
    expect(begin().after(frame as ServerFrame)).toBeUndefined();
  });

  test("of 200 channels fits in 8 KiB", () => {
    const writer = begin("x".repeat(43));
    let text: string | undefined;
    for (let n = 0; n < 200; n++) text = writer.after(subscribed(`channel-${n}`, 10_000_000));
    expect(text?.length).toBeLessThanOrEqual(8192);
    expect(cursors.read(text ?? "").positionOf("channel-199")?.offset).toBe(10_000_000);
  });

  test("shows neither session nor channel", () => {
    const writer = begin();
    const bytes = Buffer.from(writer.after(subscribed("a", 7)) ?? "", "base64url").toString("latin1");
    expect(bytes).not.toMatch(/ses_1|f3Kq8Zx1/);
  });
});

describe("what this platform did not write", () => {
  const valid = begin().after(subscribed("a", 7)) ?? "";
  const other = begin().after(subscribed("a", 7)) ?? "";
  const foreign = new Cursors("another secret").writer({ ticket: null }).after(welcome) ?? "";
  test.each([
    ["nothing", ""],
    ["a letter", "x"],
    ["a cursor cut off", valid.slice(0, -4)],
    ["a cursor with more behind it", `${valid}AAAA`],
    ["a cursor under the name of another stream", other.slice(0, 16) + valid.slice(16)],
    ["a cursor of another platform", foreign],
    ["something long", "A".repeat(9000)],
  ])("is refused: %s", (_name, text) => {
    expect(() => cursors.read(text)).toThrow(expect.objectContaining({ code: "invalid_cursor" }));
  });
});
