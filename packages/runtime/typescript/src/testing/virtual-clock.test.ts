import { expect, test } from "vitest";
import { VirtualClock } from "./virtual-clock.js";

test("timers fire at their time, earliest first, also those that are set on the way", () => {
  const clock = new VirtualClock(0);
  const fired: (readonly [string, number])[] = [];
  const fire = (name: string) => () => fired.push([name, clock.now()]);
  clock.schedule(20, fire("late"));
  clock.schedule(10, () => {
    fire("early")();
    clock.schedule(5, fire("next"));
  });
  clock.schedule(100, fire("never"));
  clock.advance(50);
  expect(fired).toEqual([
    ["early", 10],
    ["next", 15],
    ["late", 20],
  ]);
  expect([clock.now(), clock.pending]).toEqual([50, 1]);
});

test("a timer that is cancelled does not fire", () => {
  const clock = new VirtualClock();
  let fired = 0;
  const cancel = clock.schedule(10, () => (fired += 1));
  cancel();
  clock.advance(10);
  expect([fired, clock.pending]).toEqual([0, 0]);
});

test("after a jump timers fire late", () => {
  const clock = new VirtualClock(0);
  const fired: number[] = [];
  clock.schedule(10, () => fired.push(clock.now()));
  clock.jump(60_000);
  expect(fired).toEqual([60_000]);
});

test("sleeping ends at its time, or with the signal and without a timer", async () => {
  const clock = new VirtualClock();
  const controller = new AbortController();
  const [slept, aborted] = [clock.sleep(10, new AbortController().signal), clock.sleep(10, controller.signal)];
  controller.abort("enough");
  await expect(aborted).rejects.toBe("enough");
  clock.advance(10);
  await slept;
  expect([clock.pending, clock.waits]).toEqual([0, [10, 10]]);
});
