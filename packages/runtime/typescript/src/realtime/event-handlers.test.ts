import { expect, test, vi } from "vitest";
import type { MessageOf } from "./channel-message.js";
import { handlerOf } from "./event-handlers.js";

type Events = { readonly opened: { readonly by: string }; readonly closed: number };

function message<Name extends keyof Events>(event: Name, data: Events[Name]): MessageOf<Name, Events[Name]> {
  return {
    type: "message",
    channel: "door",
    event,
    data,
    id: undefined,
    epoch: "e",
    offset: 1,
    publishedAt: undefined,
    from: undefined,
    tags: {},
    publishId: undefined,
    replay: false,
  };
}

test("each message goes to the function of its event, with its data and itself", () => {
  const opened = vi.fn();
  const handler = handlerOf<Events>({ opened });
  const first = message("opened", { by: "ada" });
  void handler(first);
  void handler(message("closed", 3));
  expect(opened.mock.calls).toEqual([[{ by: "ada" }, first]]);
});

test("what a function returns or throws is the handler's own", async () => {
  const failure = new Error("no");
  const handler = handlerOf<Events>({
    opened: () => Promise.reject(failure),
    closed: () => {
      throw failure;
    },
  });
  await expect(handler(message("opened", { by: "ada" }))).rejects.toBe(failure);
  expect(() => handler(message("closed", 1))).toThrow(failure);
});

test("an event with the name of an inherited member has no function", () => {
  const handler = handlerOf<object>({});
  expect(handler({ ...message("closed", 1), event: "toString" } as never)).toBeUndefined();
});

test("a single function is the handler itself", () => {
  const single = (): void => undefined;
  expect(handlerOf<Events>(single)).toBe(single);
});
