import { expect, test } from "vitest";
import { matchesEvent } from "./matches-event.js";

test.each([
  ["*", "room.member.joined", true],
  ["room.*", "room.member.joined", true],
  ["room.created", "room.created", true],
  ["room.created", "room.created.again", false],
  ["room.*", "roomy.created", false],
  ["tunnel.*", "room.created", false],
])("the pattern %s and the type %s: %s", (pattern, type, fits) => {
  expect(matchesEvent(pattern, type)).toBe(fits);
});
