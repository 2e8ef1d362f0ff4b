import type { ConnectionLimits } from "../frames/frames.gen.js";
import type { Command } from "./command.js";
import type { ConnectionState } from "./connection-state.js";
import { Context } from "./context.js";
import type { Effect } from "./effect.js";
import { ownError } from "./errors.js";
import type { Input } from "./input.js";
import { lossByClose } from "./loss.js";
import { Machine } from "./machine.js";
import { receive } from "./receive.js";
import type { SessionOptions } from "./session-options.js";
import { obey, refuseAfterEnd } from "./obey.js";
import { credentialsError } from "./token.js";

/**
 * A session with a server, over as many connections as it takes, as a state machine without I/O: it is told what the
 * application wants and what happens, and answers with what to do. `now` is the driver's clock in milliseconds, which must
 * not go back; the machine has no other.
 */
export class Session {
  readonly #context: Context;
  readonly #machine: Machine;
  /** The time asked for by the last `wake`. */
  #wakeAt = Infinity;

  constructor(options: SessionOptions) {
    this.#context = new Context(options);
    this.#machine = new Machine(this.#context);
  }

  /** Where the session stands. */
  get state(): ConnectionState {
    return this.#machine.connecting.state;
  }

  /** What the server allows on a connection, as it last said; null before the first `welcome`. */
  get limits(): ConnectionLimits | null {
    return this.#context.limits;
  }

  /** What the application wants. After the end everything is refused at once, with the reason. */
  command(command: Command, now: number): Effect[] {
    this.#context.begin(now);
    if (this.#machine.connecting.ended) refuseAfterEnd(this.#machine, command);
    else obey(this.#machine, command);
    return this.#finish();
  }

  /** What happened. A batch of frames is as many calls. */
  input(input: Input, now: number): Effect[] {
    const context = this.#context;
    context.begin(now);
    if ("transport" in input && input.transport !== context.transport) return context.effects;
    if (input.type === "frame") {
      receive(this.#machine, input.frame);
      // A message that is passed on moves no deadline.
      if (input.frame.type === "message" && context.effects.length < 2) return context.effects;
    } else {
      this.#happened(input);
    }
    return this.#finish();
  }

  /** It is the time that the last `wake` asked for, or later. */
  tick(now: number): Effect[] {
    this.#context.begin(now);
    this.#wakeAt = Infinity;
    this.#machine.tick();
    return this.#finish();
  }

  #happened(input: Exclude<Input, { readonly type: "frame" }>): void {
    const { connecting, requests, token } = this.#machine;
    if (connecting.ended) return;
    switch (input.type) {
      case "opened":
        return connecting.opened();
      case "closed":
        this.#context.transport = null;
        return connecting.lose(lossByClose(input.code, input.reason));
      case "malformed":
        return connecting.lose({ error: ownError("decode_failed", { cause: input.message }), comeBack: "later" }, 1002);
      case "pressure":
        return requests.pause(input.paused);
      case "token":
        token.fetched(input.token, connecting.connected);
        return connecting.tokenReady();
      case "tokenFailed":
        return connecting.tokenFailed(credentialsError(input.message, input.final, input.cause));
      case "network":
        return connecting.network(input.online);
      case "resumed":
        return connecting.wakeUp();
    }
  }

  /** Asks to be woken, if that is earlier than asked before: to be woken for nothing is cheaper than to move a timer. */
  #finish(): Effect[] {
    const at = this.#machine.deadline;
    if (at < this.#wakeAt || (at === Infinity && this.#wakeAt !== Infinity)) {
      this.#wakeAt = at;
      this.#context.effects.push({ type: "wake", at: at === Infinity ? null : at });
    }
    return this.#context.effects;
  }
}
