import type { Socket } from "node:net";
import { afterHead } from "./after-head.js";
import { closeBytes, frameBytes, opcodes } from "./frame-bytes.js";
import { jsonFrames, noFrames, type FrameFormat } from "./frame-format.js";
import { frameReader } from "./frame-reader.js";
import { Lane } from "./lane.js";
import type { Action, Direction, Rule } from "./rule.js";
import type { Passing } from "./rule-set.js";
import { answerTo, bytesUnit, corrupted, emptyUnit, pieces, unitsOf, type Unit } from "./unit.js";

/** What a connection asks of its proxy. */
export interface ConnectionHost {
  /** The rule for what passes. */
  ruleFor(passing: Passing): Rule | undefined;
  /** Tells of each frame that arrives at the proxy. */
  seen(passing: Passing): void;
  /** How binary messages carry frames; left out, they carry none. */
  readonly binary?: FrameFormat;
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
    this.#act(action, emptyUnit(direction));
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

  /** Reads the request's head and the answer's, to know whether frames follow. */
  #negotiate(): void {
    let asked = false;
    const { toServer, toClient } = this.#lanes;
    afterHead(this.#client, {
      pass: (head) => toServer.write(head),
      rest: (upgrade) => {
        asked = upgrade;
        return upgrade ? this.#frames("toServer") : this.#bytes("toServer");
      },
    });
    afterHead(this.#server, {
      pass: (head) => toClient.write(head),
      rest: (upgrade) => (asked && upgrade ? this.#frames("toClient") : this.#bytes("toClient")),
    });
  }

  #bytes(direction: Direction): (chunk: Buffer) => void {
    return (bytes) => {
      const unit = bytesUnit(direction, bytes);
      this.#obey(this.#ruleFor(unit, bytes.toString("utf8")), unit);
    };
  }

  #frames(direction: Direction): (chunk: Buffer) => void {
    const lane = this.#lanes[direction];
    return frameReader(direction, {
      message: (data, isBinary) => this.#message(direction, data, isBinary),
      control: (bytes) => lane.write(bytes),
      broken: () => lane.afterwards(() => this.#reset()),
    });
  }

  /** Passes a message on as it is, unless a rule is about a frame in it. */
  #message(direction: Direction, data: Buffer, isBinary: boolean): void {
    const format = isBinary ? (this.#host.binary ?? noFrames) : jsonFrames;
    const opcode = isBinary ? opcodes.binary : opcodes.text;
    const found = unitsOf({ direction, data, opcode, format }).map((unit) => ({ unit, rule: this.#ruleFor(unit) }));
    if (found.every(({ rule }) => rule === undefined))
      this.#lanes[direction].write(frameBytes(data, opcode, direction));
    else for (const { unit, rule } of found) this.#obey(rule, unit);
  }

  #ruleFor({ direction, frame }: Unit, text?: string): Rule | undefined {
    const passing: Passing = {
      direction,
      connection: this.number,
      ...(frame !== undefined && { frame }),
      ...(text !== undefined && { text }),
    };
    this.#host.seen(passing);
    return this.#host.ruleFor(passing);
  }

  #obey(rule: Rule | undefined, unit: Unit): void {
    for (const action of rule?.actions ?? (["pass"] as const)) this.#act(action, unit);
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
    else if ("corrupt" in action) lane.write(corrupted(unit, action.corrupt));
    else if ("answer" in action)
      this.#lanes[opposite(direction)].write(encode(answerTo(unit, action.answer), opposite(direction)));
    else if ("replace" in action) lane.write(encode({ ...unit.frame, ...action.replace }, direction));
    else if ("inject" in action) lane.write(encode(action.inject, direction));
    else if ("slow" in action) lane.afterwards(() => lane.slow(action.slow));
    else if ("halfOpen" in action) lane.afterwards(() => this.#swallow(action.halfOpen));
    else lane.afterwards(() => this.#close(action.close, action.reason ?? ""));
  }

  #split(unit: Unit, at: number | "each"): void {
    const lane = this.#lanes[unit.direction];
    for (const piece of pieces(unit, at)) {
      lane.write(piece);
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
