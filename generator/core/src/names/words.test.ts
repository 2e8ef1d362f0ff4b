import { expect, test } from "vitest";
import { words } from "./words.js";

test.each([
  ["user_id", ["user", "id"]],
  ["userId", ["user", "Id"]],
  ["HTTPServer", ["HTTP", "Server"]],
  ["userIDs", ["user", "Ids"]],
  ["APIServer", ["API", "Server"]],
  ["ipv4Address", ["ipv4", "Address"]],
  ["2fa-enabled", ["2fa", "enabled"]],
  ["rooms.members.list", ["rooms", "members", "list"]],
  ["X-RateLimit-Reset", ["X", "Rate", "Limit", "Reset"]],
  ["größe", ["größe"]],
  ["名前", ["名前"]],
])("words splits %s", (name, expected) => {
  expect(words(name)).toEqual(expected);
});

test.each([
  ["+1", ["plus", "1"]],
  ["-1", ["minus", "1"]],
  [">=", ["greater", "equal"]],
  ["*", ["star"]],
  ["_", ["underscore"]],
  ["…", ["u2026"]],
  ["😀", ["u1f600"]],
  ["", ["empty"]],
  ["  ", ["empty"]],
])("words gives a word for the signs of %j", (name, expected) => {
  expect(words(name)).toEqual(expected);
});
