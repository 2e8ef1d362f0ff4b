import { expect, test } from "vitest";
import { logChannelOf } from "./log-channel.js";

test.each([
  ["news", "news"],
  ["presence-lobby", "presence-lobby"],
  ["#server-to-user-ada", "user:ada"],
])("%s has its log in %s", (name, log) => {
  expect(logChannelOf(name)).toBe(log);
});
