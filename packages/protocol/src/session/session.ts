import { decodeFailed } from "../frames/codes.gen.js";
import type { ConnectionLimits, ServerFrame } from "../frames/frames.gen.js";
import type { Command } from "./command.js";
import type { ConnectionState } from "./connection-state.js";
import { Context } from "./context.js";
import type { Effect } from "./effect.js";
import type { Input } from "./input.js";
import { lossByClose } from "./loss.js";
import { Machine } from "./machine.js";
import { receive } from "./receive.js";
import { obey, refuseAfterEnd } from "./obey.js";
import type { MakePart } from "./part.js";
import type { SessionOptions } from "./session-options.js";

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

  /** Adds a part, such as `presence`, before the first thing that needs it; once, however often it is asked for. */
  use(part: MakePart): void {
    const { parts } = this.#machine;
    if (!parts.has(part)) parts.set(part, part(this.#machine));
  }

  /** What the application wants. After the end everything is refused at once, with the reason. */
  command(command: Command, now: number): Effect[] {
    this.#begin(now);
    if (this.#machine.connecting.ended) refuseAfterEnd(this.#machine, command);
    else obey(this.#machine, command);
    return this.#finish();
  }

  /** What happened. A batch of frames is as many calls. */
  input(input: Input, now: number): Effect[] {
    const context = this.#context;
    this.#begin(now);
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

  /**
   * The short way for what nearly all frames are, a message that is exactly the next of a subscription: moves its position
   * and returns its number, without effects. The message is the driver's to tell. Null: nothing was done, `input` takes it.
   */
  follow(transport: number, frame: ServerFrame, now: number): number | null {
    const { connecting, subscriptions } = this.#machine;
    if (frame.type !== "message" || transport !== this.#context.transport) return null;
    const subscription = subscriptions.find(frame);
    if (!subscription?.follow(frame)) return null;
    this.#context.now = now;
    connecting.heartbeat.heard();
    return subscription.what.number;
  }

  /** It is the time that the last `wake` asked for, or later. */
  tick(now: number): Effect[] {
    this.#begin(now);
    this.#wakeAt = Infinity;
    this.#machine.tick();
    return this.#finish();
  }

  #begin(now: number): void {
    this.#context.now = now;
    this.#context.effects = [];
  }

  #happened(input: Exclude<Input, { readonly type: "frame" }>): void {
    const { connecting, requests, token } = this.#machine;
    if (connecting.ended) return;
    switch (input.type) {
      case "opened":
        return connecting.opened();
      case "closed":
        this.#context.transport = null;
        return connecting.lose(lossByClose(input));
      case "malformed":
        return connecting.lose({ error: { ...decodeFailed, cause: input.message }, comeBack: "later" }, 1002);
      case "pressure":
        return requests.pause(input.paused);
      case "token":
        token.fetched(input.token, connecting.connected);
        return connecting.open();
      case "tokenFailed":
        return connecting.tokenFailed(input);
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
