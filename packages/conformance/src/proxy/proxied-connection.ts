import type { Socket } from "node:net";
import { closeBytes, frameBytes, opcodes } from "./frame-bytes.js";
import { jsonFrames, noFrames, type FrameFormat } from "./frame-format.js";
import { frameReader } from "./frame-reader.js";
import { isUpgrade, readHead, writeHead } from "./http-head.js";
import { Lane } from "./lane.js";
import type { Action, Direction, Rule, WireFrame } from "./rule.js";
import type { Passing } from "./rule-set.js";

/** What a connection asks of its proxy. */
export interface ConnectionHost {
  /** The rule for what passes. */
  ruleFor(passing: Passing): Rule | undefined;
  /** Tells of each frame that arrives at the proxy. */
  seen(passing: Passing): void;
  /** How binary messages carry frames; left out, they carry none. */
  readonly binary?: FrameFormat;
}

/** One unit that travels: a frame with its encoding, or bytes. */
interface Unit {
  readonly direction: Direction;
  /** As it would be passed on. */
  readonly bytes: Buffer;
  readonly headerBytes: number;
  readonly frame?: WireFrame;
  readonly encode: (frame: WireFrame | string, direction: Direction) => Buffer;
}

/** A client's connection and its counterpart to the server. */
export class ProxiedConnection {
  readonly number: number;
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #host: ConnectionHost;
  readonly #lanes: Readonly<Record<Direction, Lane>>;

  constructor(options: {
    readonly number: number;
    readonly client: Socket;
    readonly server: Socket;
    readonly host: ConnectionHost;
  }) {
    this.number = options.number;
    this.#client = options.client;
    this.#server = options.server;
    this.#host = options.host;
    this.#lanes = { toServer: new Lane(this.#client, this.#server), toClient: new Lane(this.#server, this.#client) };
    for (const [from, direction] of [
      [this.#client, "toServer"],
      [this.#server, "toClient"],
    ] as const) {
      from.setNoDelay(true);
      from.on("end", () => this.#lanes[direction].end());
      from.on("error", () => this.#lanes[direction].abort());
    }
    this.#negotiate();
  }

  get open(): boolean {
    return !this.#client.destroyed;
  }

  /** Does something to the connection now; `pass` and what concerns one frame have no meaning here. */
  apply(action: Action, direction: Direction = "toClient"): void {
    this.#act(action, { direction, bytes: Buffer.alloc(0), headerBytes: 0, encode: encodeJson });
  }

  release(): void {
    this.#lanes.toClient.release();
    this.#lanes.toServer.release();
  }

  destroy(): void {
    this.release();
    this.#client.destroy();
    this.#server.destroy();
  }

  /** Reads the request's head and the answer's, to know whether frames follow. Compression is kept out: it hides them. */
  #negotiate(): void {
    let upgrade: boolean | undefined;
    const heads = (direction: Direction, from: Socket, onHead: (asked: boolean) => boolean): void => {
      let buffered: Buffer = Buffer.alloc(0);
      const onData = (chunk: Buffer): void => {
        buffered = Buffer.concat([buffered, chunk]);
        const head = readHead(buffered);
        if (head === undefined) return;
        from.off("data", onData);
        this.#lanes[direction].write(writeHead(head, /^sec-websocket-extensions:/i));
        const take = onHead(isUpgrade(head)) ? this.#frames(direction) : this.#bytes(direction);
        from.on("data", take);
        if (head.rest.length > 0) take(head.rest);
      };
      from.on("data", onData);
    };
    heads("toServer", this.#client, (asked) => (upgrade = asked));
    heads("toClient", this.#server, (agreed) => upgrade === true && agreed);
  }

  #bytes(direction: Direction): (chunk: Buffer) => void {
    return (bytes) =>
      this.#take(
        { direction, bytes, headerBytes: 0, encode: (value) => Buffer.from(String(value)) },
        { direction, connection: this.number, text: bytes.toString("utf8") },
      );
  }

  #frames(direction: Direction): (chunk: Buffer) => void {
    const lane = this.#lanes[direction];
    return frameReader(direction, {
      message: (data, isBinary) => this.#message(direction, data, isBinary),
      control: (bytes) => lane.write(bytes),
      broken: () => lane.afterwards(() => this.#reset()),
    });
  }

  /** Passes a message on, each frame by itself if it is a batch: that is what rules are about. */
  #message(direction: Direction, data: Buffer, isBinary: boolean): void {
    const format = isBinary ? (this.#host.binary ?? noFrames) : jsonFrames;
    const opcode = isBinary ? opcodes.binary : opcodes.text;
    const encode = (value: WireFrame | string, to: Direction): Buffer =>
      frameBytes(typeof value === "string" ? Buffer.from(value) : format.encode([value]), opcode, to);
    const frames = format.decode(data);
    const units = frames ?? [undefined];
    for (const frame of units) {
      const payload = frame === undefined || units.length === 1 ? data : format.encode([frame]);
      const bytes = frameBytes(payload, opcode, direction);
      this.#take(
        { direction, bytes, headerBytes: bytes.length - payload.length, encode, ...(frame !== undefined && { frame }) },
        { direction, connection: this.number, ...(frame !== undefined && { frame }) },
      );
    }
  }

  #take(unit: Unit, passing: Passing): void {
    this.#host.seen(passing);
    for (const action of this.#host.ruleFor(passing)?.actions ?? (["pass"] as const)) this.#act(action, unit);
  }

  #act(action: Action, unit: Unit): void {
    const { direction, bytes, encode } = unit;
    const lane = this.#lanes[direction];
    if (action === "pass") lane.write(bytes);
    else if (action === "suppress") return;
    else if (action === "cut") lane.afterwards(() => this.#cut());
    else if (action === "reset") lane.afterwards(() => this.#reset());
    else if (action === "stall") lane.afterwards(() => lane.stall());
    else if ("delay" in action) lane.delay(action.delay);
    else if ("truncate" in action) lane.write(bytes.subarray(0, action.truncate));
    else if ("split" in action) this.#split(unit, action.split);
    else if ("corrupt" in action) lane.write(invert(bytes, unit.headerBytes + action.corrupt));
    else if ("answer" in action)
      this.#lanes[opposite(direction)].write(encode(answerTo(unit, action.answer), opposite(direction)));
    else if ("replace" in action) lane.write(encode({ ...unit.frame, ...action.replace }, direction));
    else if ("inject" in action) lane.write(encode(action.inject, direction));
    else if ("slow" in action) lane.afterwards(() => lane.slow(action.slow));
    else if ("halfOpen" in action) lane.afterwards(() => this.#swallow(action.halfOpen));
    else lane.afterwards(() => this.#close(action.close, action.reason ?? ""));
  }

  #split({ direction, bytes }: Unit, at: number | "each"): void {
    const lane = this.#lanes[direction];
    const cuts = at === "each" ? [...bytes.keys()].slice(1) : [at];
    for (const [index, cut] of [...cuts, bytes.length].entries()) {
      lane.write(bytes.subarray(cuts[index - 1] ?? 0, cut));
      lane.flush();
    }
  }

  #swallow(which: Direction | "both"): void {
    if (which !== "toServer") this.#lanes.toClient.swallow();
    if (which !== "toClient") this.#lanes.toServer.swallow();
  }

  #close(code: number, reason: string): void {
    this.#client.end(closeBytes(code, reason, "toClient"));
    this.#lanes.toServer.end();
  }

  #cut(): void {
    this.#lanes.toClient.end();
    this.#lanes.toServer.end();
  }

  #reset(): void {
    this.#client.resetAndDestroy();
    this.#server.resetAndDestroy();
  }
}

function opposite(direction: Direction): Direction {
  return direction === "toClient" ? "toServer" : "toClient";
}

function answerTo({ frame }: Unit, answer: WireFrame): WireFrame {
  return frame?.["id"] === undefined ? answer : { id: frame["id"], ...answer };
}

function invert(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}

function encodeJson(value: WireFrame | string, direction: Direction): Buffer {
  return frameBytes(Buffer.from(typeof value === "string" ? value : JSON.stringify(value)), opcodes.text, direction);
}
