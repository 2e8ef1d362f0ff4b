/** One way to break the machine: a text of a source file that is there exactly once, and what stands there instead. */
export interface Mutant {
  readonly name: string;
  /** Below `src/session`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Each breaks one rule of docs/decisions/0009-realtime.md. */
export const mutants: readonly Mutant[] = [
  {
    name: "duplicates are told",
    file: "track.ts",
    from: "offset <= this.#offset || ",
    to: "",
  },
  {
    name: "holes are not seen",
    file: "track.ts",
    from: "(previous ?? offset - 1) > this.#offset",
    to: "false",
  },
  {
    name: "a gap does not move the position",
    file: "track.ts",
    from: "this.#move(frame.to);\n    this.tell",
    to: ";\n    this.tell",
  },
  {
    name: "an attempt that gets no answer is waited for without end",
    file: "connecting.ts",
    from: 'else this.lose({ error: timeout, comeBack: "later" });',
    to: "",
  },
  {
    name: "unanswered publishes are forgotten with their connection",
    file: "requests.ts",
    from: "this.#waiting.putBack(sent.filter(isResent));",
    to: "",
  },
  {
    name: "what is held back goes out",
    file: "waiting.ts",
    from: '"channel" in body && held.has(body.channel)',
    to: "false",
  },
  {
    name: "a loss that was not told is forgotten with the connection",
    file: "track.ts",
    from: "return this.#owed ?? (this.#epoch === null ? null : { epoch: this.#epoch, offset: this.#offset });",
    to: "return this.#epoch === null ? null : { epoch: this.#epoch, offset: this.#offset };",
  },
  {
    name: "what is sent again goes behind what is new",
    file: "waiting.ts",
    from: "this.#requests.unshift(...requests);",
    to: "this.#requests.push(...requests);",
  },
  {
    name: "a publish is sent again under another name",
    file: "requests.ts",
    from: "this.context.send({ ...request.body, id } as ClientFrame);",
    to: "this.context.send({ ...request.body, ...(request.body.type === 'publish' && { publishId: String(Math.random()) }), id } as ClientFrame);",
  },
  {
    name: "a publish is sent again when the server no longer knows it",
    file: "requests.ts",
    from: "sentAt !== null && now - sentAt > windowMs",
    to: "false",
  },
  {
    name: "a request settles as often as something is known of it",
    file: "request.ts",
    from: "if (request.settled) return;",
    to: "",
  },
  {
    name: "older transports are heard",
    file: "session.ts",
    from: "input.transport !== context.transport",
    to: "false",
  },
  {
    name: "a transport that is given up stays open",
    file: "context.ts",
    from: 'if (transport !== null) effects.push({ type: "close", transport, code, reason });',
    to: "",
  },
  {
    name: "a disconnected session comes back by itself",
    file: "connecting.ts",
    from: 'this.#phase = { name: "idle" };',
    to: 'this.#phase = { name: "waiting", until: this.context.now + 1_000, floor: this.context.now };',
  },
  {
    name: "what is unanswered at a disconnect is forgotten",
    file: "connecting.ts",
    from: "if (isOpen(phase)) this.users.broken(notConnected);",
    to: "",
  },
  {
    name: "a final close code comes back",
    file: "loss.ts",
    from: "closeCode === 1000 || (closeCode >= 4000 && closeCode < 4100)",
    to: "false",
  },
  {
    name: "a client that may try without end gives up",
    file: "back-off.ts",
    from: "this.context.options.attempts ?? Infinity",
    to: "this.context.options.attempts ?? 2",
  },
  {
    name: "retries do not wait",
    file: "back-off.ts",
    from: "if (tries > 0) return jittered(this.context, this.#hint, tries);",
    to: "if (tries > 0) return 0;",
  },
  {
    name: "silence is not noticed",
    file: "heartbeat.ts",
    from: "Math.min(this.#heardAt + this.#silenceMs, this.#probeUntil)",
    to: "Infinity",
  },
];
