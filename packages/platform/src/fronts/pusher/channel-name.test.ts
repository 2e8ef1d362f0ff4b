import { describe, expect, test } from "vitest";
import { isChannelName, kindOf, userOfChannel } from "./channel-name.js";

describe("the kind of a channel", () => {
  test.each([
    ["news", "public", false, false],
    ["cache-news", "public", false, true],
    ["private-desk", "private", false, false],
    ["private-cache-desk", "private", false, true],
    ["private-encrypted-desk", "private", true, false],
    ["private-encrypted-cache-desk", "private", true, true],
    ["presence-lobby", "presence", false, false],
    ["presence-cache-lobby", "presence", false, true],
    ["privateer", "public", false, false],
    ["#server-to-user-ada", "user", false, false],
  ] as const)("%s is %s", (name, access, encrypted, cache) => {
    expect(kindOf(name)).toEqual({ access, encrypted, cache });
  });
});

test("a name has Pusher's letters and length", () => {
  for (const right of ["a", "chat_1-2=@,.;", "x".repeat(164)]) expect(isChannelName(right)).toBe(true);
  for (const wrong of ["", "a b", "a:b", "topic:orders", "#a", "é", "x".repeat(165)])
    expect(isChannelName(wrong)).toBe(false);
});

test("a user's channel names the user", () => {
  expect(userOfChannel("#server-to-user-ada")).toBe("ada");
  expect(userOfChannel("#server-to-user-")).toBeUndefined();
  expect(userOfChannel(`#server-to-user-${"x".repeat(129)}`)).toBeUndefined();
  expect(userOfChannel("ada")).toBeUndefined();
});
