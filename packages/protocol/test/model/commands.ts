import fc from "fast-check";
import { ghost } from "./invariants.js";
import type { World } from "./world.js";

/** What can happen to a session, by name; a failing run shows the list. */
class Step implements fc.Command<object, World> {
  constructor(
    readonly name: string,
    readonly act: (world: World) => void,
  ) {}

  check(): boolean {
    return true;
  }

  run(_: object, world: World): void {
    this.act(world);
  }

  toString(): string {
    return this.name;
  }
}

const step = (name: string, act: (world: World) => void): Step => new Step(name, act);

const all = step("deliver all", (world) => world.deliver(1_000));

/** Any sequence of commands, traffic, faults and time. */
export const steps = fc.commands(
  [
    fc.constant(step("subscribe", (world) => world.subscribe())),
    fc.constant(step("unsubscribe", (world) => world.unsubscribe())),
    fc.constant(step("publish", (world) => world.publish())),
    fc.constant(step("publish", (world) => world.publish())),
    fc.constant(step("somebody publishes", (world) => void world.server.append("other"))),
    fc.constant(step("somebody publishes", (world) => void world.server.append("other"))),
    fc.nat(20).map((count) => step(`deliver ${count}`, (world) => world.deliver(count))),
    fc.nat(20).map((count) => step(`deliver ${count}`, (world) => world.deliver(count))),
    // What ends everything is rare, or little would ever happen.
    fc.nat(30).map((n) => (n === 0 ? step("final close", (world) => world.cut(4003, true)) : all)),
    fc.constant(all),
    fc.constant(all),
    fc.integer({ min: 1, max: 60_000 }).map((ms) => step(`pass ${ms}`, (world) => world.pass(ms))),
    fc.integer({ min: 1, max: 1_000 }).map((ms) => step(`pass ${ms}`, (world) => world.pass(ms))),
    fc
      .tuple(fc.constantFrom(1001, 1006, 1006, 4100, 4200), fc.boolean())
      .map(([code, arrives]) =>
        step(`cut ${code}${arrives ? " after arrival" : ""}`, (world) => world.cut(code, arrives)),
      ),
    fc.boolean().map((holds) => step(holds ? "hold" : "let go", (world) => world.hold(holds))),
    fc.constant(step("disconnect", (world) => world.disconnect())),
    fc.constant(step("connect", (world) => world.connect())),
    fc.constant(step("connect", (world) => world.connect())),
    fc.constant(step("cancel", (world) => world.cancel())),
    fc.constant(step("silence", (world) => world.silence())),
    fc.constant(step("lose the history", (world) => world.server.loseHistory())),
    fc.constant(step("change the epoch", (world) => world.server.changeEpoch())),
    fc.constant(step("lose a message on the wire", (world) => drop(world))),
    fc.constant(step("duplicate a frame on the wire", (world) => duplicate(world))),
    fc.constant(step("an old transport speaks", (world) => speakFromTheGrave(world))),
    fc.constant(step("the server drains", (world) => drain(world))),
    fc.constant(step("wake up", (world) => world.wake({ type: "resumed" }))),
    fc.constant(step("offline", (world) => world.input({ type: "network", online: false }))),
    fc.constant(step("online", (world) => world.wake({ type: "network", online: true }))),
    fc.boolean().map((paused) => step(`pressure ${paused}`, (world) => world.pressure(paused))),
  ],
  { maxCommands: 60, size: "max" },
);

function drop({ down }: World): void {
  const index = down.findIndex(({ type }) => type === "message");
  if (index !== -1) down.splice(index, 1);
}

function duplicate({ down }: World): void {
  const index = down.findIndex(({ type }) => type === "message" || type === "gap" || type === "live");
  const frame = down[index];
  if (frame !== undefined) down.splice(index, 0, frame);
}

function speakFromTheGrave(world: World): void {
  world.ghost({ type: "message", channel: "chat", offset: world.server.position.offset + 1, data: ghost });
}

function drain({ down }: World): void {
  down.push({ type: "bye", code: "draining", message: "Soon back.", retryable: true, afterMs: 500 });
}
