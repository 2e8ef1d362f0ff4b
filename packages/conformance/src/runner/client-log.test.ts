import { expect, test } from "vitest";
import { ClientLog } from "./client-log.js";

function log(...events: readonly { readonly event: string; readonly n?: number }[]) {
  const made = new ClientLog();
  for (const event of events) made.add({ client: "alice", ...event });
  return made;
}

test("reads on behind what was read before", () => {
  const made = log({ event: "state" }, { event: "message", n: 1 }, { event: "message", n: 2 });
  expect(made.read([{ event: "message", n: 1 }], [], new Map())).toBeUndefined();
  expect(made.read([{ event: "message", n: 1 }], [], new Map())).toContain("Missing");
  expect(made.read([{ event: "message", n: 2 }], [], new Map())).toBeUndefined();
});

test("other events may come between, but not of the kinds that are named", () => {
  const events = [{ event: "message", n: 1 }, { event: "state" }, { event: "message", n: 3 }];
  const patterns = [
    { event: "message", n: 1 },
    { event: "message", n: 3 },
  ];
  expect(log(...events).read(patterns, ["message"], new Map())).toBeUndefined();
  expect(() => log(...events).read(patterns, ["state"], new Map())).toThrow("state");
});

test("tells each event to whoever watches", () => {
  const made = log();
  let told = 0;
  const unwatch = made.watch(() => (told += 1));
  made.add({ client: "alice", event: "state" });
  unwatch();
  made.add({ client: "alice", event: "state" });
  expect(told).toBe(1);
  expect(made.like({ event: "state" }, new Map())).toHaveLength(2);
});
