import { expect, test } from "vitest";
import { eventFrame } from "./event-frame.js";

const message = {
  id: "msg_1",
  channel: "a",
  event: "price",
  data: { eur: 1 },
  sender: { connectionId: null, userId: "ada", memberId: null },
  at: 0,
  exclude: null,
  tags: {},
  publishId: null,
  expiresAt: null,
};
const read = (more: object, channel = "presence-a") =>
  JSON.parse(eventFrame({ ...message, ...more }, channel) ?? "null") as unknown;

test("a message is an event whose data is a text", () => {
  expect(read({})).toEqual({ event: "price", channel: "presence-a", data: '{"eur":1}' });
  expect(read({ event: null, data: "hi" })).toEqual({ event: "message", channel: "presence-a", data: "hi" });
});

test("a client event on a presence channel names its sender, the member before the user", () => {
  const event = "client-wave";
  expect(read({ event })).toMatchObject({ user_id: "ada" });
  expect(read({ event, sender: { ...message.sender, memberId: "ada-2" } })).toMatchObject({ user_id: "ada-2" });
  expect(read({ event }, "private-a")).not.toHaveProperty("user_id");
  expect(read({ event, sender: { ...message.sender, userId: null } })).not.toHaveProperty("user_id");
});

test("what would pass for the protocol's own is no event", () => {
  for (const event of ["pusher:error", "pusher_internal:member_added"]) expect(read({ event })).toBeNull();
});
