import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { SocketCommand } from "./socket-command.js";
import type { SocketDescriptor } from "./socket-descriptor.js";
import type { SocketInput } from "./socket-input.js";
import { SocketMachine } from "./socket-machine.js";
import type { SocketMachineOptions } from "./socket-options.js";

type Step = { readonly now: number; readonly effects: readonly unknown[] } & (
  | { readonly command: SocketCommand }
  | { readonly input: SocketInput }
  | { readonly tick: true }
);

interface Scenario {
  readonly name: string;
  readonly descriptor: Partial<SocketDescriptor>;
  readonly options: Partial<SocketMachineOptions>;
  readonly steps: readonly Step[];
}

const file = new URL("../../../../specs/vectors/sockets.json", import.meta.url);
const { socket, scenarios } = JSON.parse(readFileSync(file, "utf8")) as {
  readonly socket: SocketDescriptor;
  readonly scenarios: readonly Scenario[];
};

test.each(scenarios)("$name", ({ descriptor, options, steps }) => {
  const machine = new SocketMachine({ ...socket, ...descriptor }, { random: () => 0.5, canPing: false, ...options });
  for (const step of steps) expect(withoutWords(effectsOf(machine, step))).toEqual(step.effects);
});

function effectsOf(machine: SocketMachine, step: Step): readonly unknown[] {
  if ("command" in step) return machine.command(step.command, step.now);
  return "input" in step ? machine.input(step.input, step.now) : machine.tick(step.now);
}

/** As JSON, with of errors what the vectors compare. */
function withoutWords(effects: readonly unknown[]): unknown {
  const text = JSON.stringify(effects, (key, value: unknown) => {
    if (key !== "error") return value;
    const { code, retryable, closeCode } = Object(value);
    return { code, retryable, closeCode };
  });
  return JSON.parse(text);
}
