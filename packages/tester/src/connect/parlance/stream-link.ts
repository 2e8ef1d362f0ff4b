import { isDeepStrictEqual } from "node:util";
import type { Channel, JsonObject } from "@parlance/contract";
import { isObject } from "../../values/json-kinds.js";
import { Impossible } from "../../run/impossible.js";
import { forgedLike } from "../../run/likenesses.js";
import type { Happening, LogPosition } from "../../run/story.js";
import { Awaited } from "../awaited.js";
import type { Link, OpenOptions, Target } from "../dialect.js";
import { frameOf } from "../frame.js";
import { EventStream, type StreamEvent } from "../sse/event-stream.js";
import { FrameReader } from "./frame-reader.js";
import type { Vocabulary } from "./vocabulary.js";
import { withoutSecrets } from "./without-secrets.js";

/** Where streams are opened. */
export interface StreamDoor {
  /** The channel whose messages the events are. */
  readonly channel: Channel;
  /** The address of a stream of these channels. */
  readonly url: (addresses: readonly string[]) => URL;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a stream leaves to the one that goes on from it. */
interface Memory {
  readonly targets: ReadonlyMap<string, Target>;
  readonly positions: ReadonlyMap<string, LogPosition>;
  readonly lastId: string | undefined;
}

/** What is waited for: the beginning of a stream, or what is said of a subscription. */
type Wanted = "welcome" | { readonly address: string };

/** Listens to channels over an event stream. It opens once there is one to listen to; for another one it opens again. */
export class StreamLink implements Link {
  readonly #vocabulary: Vocabulary;
  readonly #door: StreamDoor;
  readonly #options: OpenOptions;
  readonly #reader: FrameReader;
  readonly #targets: Map<string, Target>;
  readonly #awaited: Awaited<Wanted>;
  #lastId: string | undefined;
  #stream: EventStream | undefined;

  constructor(vocabulary: Vocabulary, door: StreamDoor, options: OpenOptions) {
    this.#vocabulary = vocabulary;
    this.#door = door;
    this.#options = options;
    this.#awaited = new Awaited(options);
    const before = memoryOf(options.resume);
    this.#targets = new Map(before?.targets);
    const lastId = before?.lastId;
    this.#lastId = options.forged === true ? String(forgedLike(lastId) ?? lastId) : lastId;
    this.#reader = new FrameReader({
      by: options.by,
      vocabulary,
      tell: (happening) => this.#tell(happening),
      targets: this.#targets,
      ...(before !== undefined && { positions: before.positions }),
    });
  }

  /** What the next stream can go on from. */
  get memory(): Memory {
    return { targets: this.#targets, positions: this.#reader.positions, lastId: this.#lastId };
  }

  /** Opens the stream, if there is anything to go on with; false if it was refused. */
  async begin(): Promise<boolean> {
    return this.#targets.size === 0 || (await this.#open("welcome"));
  }

  async subscribe(target: Target): Promise<void> {
    const { address } = target;
    this.#targets.set(address, target);
    this.#stream?.abandon();
    await this.#open({ address });
  }

  async unsubscribe({ address }: Target): Promise<void> {
    this.#targets.delete(address);
    this.#stream?.abandon();
    if (this.#targets.size > 0) await this.#open("welcome");
  }

  publish(): Promise<void> {
    return oneWay();
  }

  presence(): Promise<void> {
    return oneWay();
  }

  send(): Promise<void> {
    return oneWay();
  }

  async close(): Promise<void> {
    await this.#stream?.close();
  }

  abandon(): void {
    this.#awaited.settleAll();
    this.#stream?.abandon();
  }

  async #open(until: Wanted): Promise<boolean> {
    const { by, timeoutMs } = this.#options;
    const arrived = this.#awaited.until(until);
    const opened = await EventStream.open({
      url: this.#door.url([...this.#targets.keys()]),
      headers: this.#door.headers,
      timeoutMs,
      ...(this.#lastId !== undefined && { lastId: this.#lastId }),
      onEvent: (event) => this.#receive(event),
      onBroken: (broken, line) =>
        this.#tell({ kind: "received", by, channel: this.#door.channel.name, frame: line, broken }),
      onEnd: ({ byTester, reason }) => {
        this.#tell({ kind: "closed", by, reason, cause: byTester ? "tester" : "server" });
        this.#awaited.settleAll();
      },
    });
    if (!(opened instanceof EventStream)) {
      this.#awaited.settleAll();
      this.#tell({ kind: "refused", by, ...opened });
      return false;
    }
    this.#stream = opened;
    await arrived;
    return true;
  }

  #receive({ data, type, id }: StreamEvent): void {
    const { by } = this.#options;
    const frame = frameOf(data);
    const message = this.#vocabulary.frames.recognise(frame);
    const event = { ...(type !== undefined && { type }), ...(id !== undefined && { id }) };
    const channel = this.#door.channel.name;
    this.#tell({
      kind: "received",
      by,
      channel,
      frame: withoutSecrets(frame),
      event,
      ...(message !== undefined && { message }),
    });
    if (id !== undefined) this.#lastId = id;
    if (!isObject(frame)) return;
    if (frame["type"] === "welcome") this.#begun(frame);
    else this.#read(frame);
  }

  #begun(frame: JsonObject): void {
    this.#tell({
      kind: "opened",
      by: this.#options.by,
      resumed: frame["resumed"] === true,
      detail: withoutSecrets(frame),
    });
    this.#reader.welcome(frame);
    this.#settle("welcome");
  }

  /** Whoever asks by an address has no numbers for what is answered. */
  #read(frame: JsonObject): void {
    const { id, channel } = frame;
    const target = typeof channel === "string" ? this.#targets.get(channel) : undefined;
    if (typeof id === "number" && target !== undefined) this.#reader.expects(id, target);
    this.#reader.read(frame);
  }

  #tell(happening: Happening): void {
    this.#options.tell(happening);
    if (happening.kind === "subscription") this.#settle({ address: happening.address });
  }

  #settle(what: Wanted): void {
    this.#awaited.settle((wanted) => isDeepStrictEqual(wanted, what));
  }
}

function memoryOf(link: Link | undefined): Memory | undefined {
  return link instanceof StreamLink ? link.memory : undefined;
}

function oneWay(): Promise<never> {
  return Promise.reject(new Impossible("an event stream carries nothing to the server"));
}
