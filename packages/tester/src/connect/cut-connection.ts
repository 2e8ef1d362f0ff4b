import type { Socket } from "node:net";
import type { Cut } from "../plan/scenario.js";
import { Boundary } from "./boundary.js";

interface CutConnectionOptions {
  readonly client: Socket;
  readonly server: Socket;
  /** What the request's `Host` becomes, for servers that serve several. */
  readonly host: string;
  readonly cut?: Cut;
  readonly onCut: (how: Cut["how"]) => void;
}

const headEnd = "\r\n\r\n";
const maxHeadBytes = 65_536;

/** One connection through the proxy: its two sockets, and where it is cut. */
export class CutConnection {
  readonly #options: CutConnectionOptions;
  /** True once it was cut: nothing passes any more. */
  #over = false;
  #cut: Cut | undefined;
  /** There once the server has begun to answer. */
  #boundary: Boundary | undefined;

  constructor(options: CutConnectionOptions) {
    this.#options = options;
    const { client, server, cut } = options;
    this.#cut = cut;
    this.#link(client, server, this.#upstream());
    this.#link(server, client, this.#downstream());
  }

  /** Cuts it where the cut says, counted from what the server sends next. */
  cutLater(cut: Cut): void {
    this.#cut = cut;
    this.#boundary?.seek(cut.after);
  }

  /** Cuts it now, behind whatever has passed. */
  cut(how: Cut["how"]): void {
    if (this.#over) return;
    this.#over = true;
    const { client, server, onCut } = this.#options;
    // A stalled side may go on sending: what is not read would tell it that something is wrong.
    for (const socket of [client, server]) socket.resume();
    if (how === "fin") for (const socket of [client, server]) socket.end();
    // What was written must have left, for a reset throws away what waits.
    if (how === "reset") client.write("", () => [client, server].forEach((socket) => socket.resetAndDestroy()));
    onCut(how);
  }

  #link(from: Socket, to: Socket, pass: (chunk: Buffer) => void): void {
    from.on("data", (chunk: Buffer) => {
      if (this.#over) return;
      pass(chunk);
      if (!this.#over && to.writableNeedDrain) from.pause();
    });
    to.on("drain", () => from.resume());
    from.on("end", () => {
      if (!this.#over) to.end();
    });
    from.on("error", () => {
      if (!this.#over) to.resetAndDestroy();
    });
    from.on("close", () => {
      if (!this.#over && !to.writableEnded) to.destroy();
    });
  }

  /** Passes requests on. The first one's `Host` becomes the server's. */
  #upstream(): (chunk: Buffer) => void {
    const { server, host } = this.#options;
    return afterHead({
      head: (head) => server.write(head.replace(/^host:.*$/imu, `Host: ${host}`), "latin1"),
      rest: () => (chunk) => void server.write(chunk),
    });
  }

  /** Passes answers on, up to the cut. */
  #downstream(): (chunk: Buffer) => void {
    const { client } = this.#options;
    return afterHead({
      head: (head) => client.write(head, "latin1"),
      rest: (head) => {
        const boundary = new Boundary(head);
        if (this.#cut !== undefined) boundary.seek(this.#cut.after);
        this.#boundary = boundary;
        return (chunk) => {
          const at = boundary.find(chunk);
          client.write(at === undefined ? chunk : chunk.subarray(0, at));
          if (at !== undefined && this.#cut !== undefined) this.cut(this.#cut.how);
        };
      },
    });
  }
}

/**
 * Takes the bytes of one direction apart: the head of HTTP, told once it is whole, and what comes behind it, told also while it is
 * empty. Heads of interim answers (RFC 9110 section 15.2) but 101 are passed on like others, and the next one is waited for.
 */
function afterHead({
  head,
  rest,
}: {
  readonly head: (head: string) => void;
  readonly rest: (head: string) => (chunk: Buffer) => void;
}): (chunk: Buffer) => void {
  let take: ((chunk: Buffer) => void) | undefined;
  let buffered: Buffer = Buffer.alloc(0);
  return (chunk) => {
    if (take !== undefined) return take(chunk);
    buffered = Buffer.concat([buffered, chunk]);
    while (take === undefined) {
      const end = buffered.indexOf(headEnd);
      if (end < 0 && buffered.length < maxHeadBytes) return;
      const text = end < 0 ? "" : buffered.toString("latin1", 0, end + headEnd.length);
      head(text);
      buffered = buffered.subarray(text.length);
      if (!/^HTTP\/1\.\d 1(?!01)/u.test(text)) take = rest(text);
    }
    take(buffered);
  };
}
