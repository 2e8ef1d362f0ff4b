import {
  decodeFrames,
  encodeFrames,
  type Session,
  type ClientFrame,
  type Command,
  type Effect,
  type Input,
} from "@parlance/protocol";
import type { Line } from "./network.js";
import type { ClientRecord } from "./client-record.js";
import type { MemberView } from "./member-view.js";
import type { Timeline } from "./timeline.js";

/** What a driver stands on. */
export interface MachineDriverOptions {
  readonly timeline: Timeline;
  readonly session: Session;
  readonly record: ClientRecord;
  readonly members: MemberView;
  /** Dials the server. Undefined: nobody answers. */
  readonly dial: () => Line | undefined;
  /** How long a dial takes to succeed or to fail, in milliseconds. */
  readonly dialMs: () => number;
  /** A token for the next hello or refresh. */
  readonly token: () => string;
}

/** Carries out what a session asks for, in virtual time. The same as a runtime's driver, but nothing is real. */
export class MachineDriver {
  readonly #options: MachineDriverOptions;
  #line: { readonly transport: number; readonly line: Line } | undefined;
  #cancelWake: (() => void) | undefined;

  constructor(options: MachineDriverOptions) {
    this.#options = options;
  }

  /** The line that is open or being opened; undefined while there is none. */
  get line(): Line | undefined {
    return this.#line?.line;
  }

  /** Whether the session has a wake or a transport pending. */
  get busy(): boolean {
    return this.#cancelWake !== undefined || this.#line !== undefined;
  }

  command(command: Command): void {
    const { session, timeline } = this.#options;
    this.#carryOut(session.command(command, timeline.now()));
  }

  input(input: Input): void {
    const { session, timeline } = this.#options;
    this.#carryOut(session.input(input, timeline.now()));
  }

  #carryOut(effects: readonly Effect[]): void {
    const frames: ClientFrame[] = [];
    for (const effect of effects) {
      this.#options.record.effect(effect, this.#options.timeline.now());
      if (effect.type === "send") frames.push(effect.frame);
      else this.#carryOutOne(effect, frames);
    }
    this.#flush(frames);
  }

  #carryOutOne(effect: Exclude<Effect, { readonly type: "send" }>, frames: ClientFrame[]): void {
    switch (effect.type) {
      case "open":
        return this.#open(effect.transport);
      case "close":
        this.#flush(frames);
        this.#line?.line.close("up", effect.code, effect.reason);
        this.#line = undefined;
        return;
      case "fetchToken":
        return void this.#options.timeline.after(1, () => this.input({ type: "token", token: this.#options.token() }));
      case "wake":
        return this.#wake(effect.at);
      case "emit":
        return this.#options.members.tell(effect.event);
    }
  }

  #flush(frames: ClientFrame[]): void {
    if (frames.length > 0) this.#line?.line.send("up", encodeFrames(frames.splice(0)));
  }

  #open(transport: number): void {
    const { timeline, dial, dialMs, record } = this.#options;
    const line = dial();
    if (line === undefined) {
      timeline.after(dialMs(), () => {
        record.ended(transport, timeline.now());
        this.input({ type: "closed", transport, code: 1006, reason: "refused" });
      });
      return;
    }
    this.#line = { transport, line };
    line.onClient({
      received: (text) => this.#received(transport, text),
      closed: (code, reason) => {
        if (this.#line?.transport !== transport) return;
        this.#line = undefined;
        record.ended(transport, timeline.now());
        this.input({ type: "closed", transport, code, reason });
      },
    });
    timeline.after(dialMs(), () => this.input({ type: "opened", transport }));
  }

  #received(transport: number, text: string): void {
    const { frames, malformed } = decodeFrames(text);
    for (const frame of frames) this.input({ type: "frame", transport, frame });
    if (malformed !== null) this.input({ type: "malformed", transport, message: malformed });
  }

  #wake(at: number | null): void {
    const { timeline, session } = this.#options;
    this.#cancelWake?.();
    this.#cancelWake = undefined;
    if (at === null) return;
    this.#cancelWake = timeline.at(at, () => {
      this.#cancelWake = undefined;
      this.#carryOut(session.tick(timeline.now()));
    });
  }
}
