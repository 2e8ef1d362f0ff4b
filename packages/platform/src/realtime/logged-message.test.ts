import { expect, test } from "vitest";
import { LoggedMessage, messageFrame } from "./logged-message.js";

const message = {
  id: "msg_f3Kq8Zx1_7",
  channel: "a",
  event: "said",
  data: { text: "hi" },
  sender: { connectionId: null, userId: null, memberId: null },
  offset: 7,
  at: 1_795_253_400_000,
  exclude: null,
  tags: {},
  publishId: null,
  expiresAt: null,
};
const text = (frame: unknown): string => JSON.stringify(frame);

test("a frame begins as the one before did, ends with its data, and leaves out an id that follows from its offset", () => {
  expect(text(messageFrame(message))).toBe(
    '{"type":"message","channel":"a","event":"said","offset":7,"time":1795253400000,"data":{"text":"hi"}}',
  );
  const sender = { ...message.sender, userId: "ada" };
  expect(text(messageFrame({ ...message, event: null, sender, tags: { lang: "en" }, publishId: "p:1" }))).toBe(
    '{"type":"message","channel":"a","from":{"connectionId":null,"userId":"ada","memberId":null},"tags":{"lang":"en"},' +
      '"offset":7,"time":1795253400000,"publishId":"p:1","data":{"text":"hi"}}',
  );
});

test("a message that is in no log tells its id", () => {
  const { offset: _offset, ...direct } = { ...message, id: "msg_5Rt8vTn8WbHs4Kd9" };
  expect(messageFrame(direct)).toMatchObject({ messageId: "msg_5Rt8vTn8WbHs4Kd9" });
  expect(messageFrame(direct)).not.toHaveProperty("offset");
});

test("a frame of one subscription has what that needs, and other data in place of the message's own", () => {
  const { frame } = new LoggedMessage(message).addressed({ subscription: 2, previous: 3, replay: true }, { diff: 1 });
  expect(text(frame)).toBe(
    '{"type":"message","channel":"a","subscription":2,"event":"said","offset":7,"time":1795253400000,' +
      '"previous":3,"replay":true,"data":{"diff":1}}',
  );
});
