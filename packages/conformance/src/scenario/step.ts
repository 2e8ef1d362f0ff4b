import type { Action, Direction, Rule } from "../proxy/rule.js";
import type { Json, JsonObject } from "./json.js";

/** One thing that is done, or that must have happened. */
export type Step =
  | CommandStep
  | AwaitStep
  | ExpectStep
  | ReceivedStep
  | NeverStep
  | CountStep
  | NetworkStep
  | CallStep
  | PlatformStep
  | RepeatStep
  | EndStep;

/** A command to a client; its answer is awaited unless `later` names it. */
export interface CommandStep {
  readonly client: string;
  readonly do: string;
  readonly with?: JsonObject;
  /** What the answer must be like; `{ ok: {} }` if left out. */
  readonly answer?: JsonObject;
  readonly later?: string;
  /** For `connect` and `subscribe`: false = go on before it has come about. */
  readonly settle?: boolean;
  readonly within?: number;
}

/** The answer to a command that was not awaited. */
export interface AwaitStep {
  readonly await: string;
  readonly answer?: JsonObject;
  readonly within?: number;
}

/** Events of a client, in this order, behind those of the `expect` before; others may come between unless `only` names their kind. */
export interface ExpectStep {
  readonly expect: string;
  readonly events: readonly JsonObject[];
  readonly only?: readonly string[];
  readonly within?: number;
}

/** The messages (by `data.n`) and gaps of a subscription from its beginning: these and no others so far. */
export interface ReceivedStep {
  readonly received: string;
  readonly of: string;
  readonly is: readonly (number | string)[] | { readonly from: number; readonly to: number };
  readonly within?: number;
}

/** No such event so far, nor in the next `forMs` milliseconds. */
export interface NeverStep {
  readonly never: string;
  readonly events: readonly JsonObject[];
  readonly forMs?: number;
}

/** How many such events there are. */
export interface CountStep {
  readonly count: string;
  readonly event: JsonObject;
  readonly is: Json;
  readonly within?: number;
}

/** Something done to a client's network, or seen of it. */
export interface NetworkStep {
  readonly network: string;
  readonly rules?: readonly Rule[];
  readonly now?: Action;
  readonly direction?: Direction;
  readonly clear?: boolean;
  readonly release?: boolean;
  readonly refuse?: boolean;
  /** A rule has acted. */
  readonly fired?: string;
  /** So many connections were asked for. */
  readonly dials?: Json;
  /** The waits between the connections, in milliseconds, from the second on. */
  readonly waits?: readonly { readonly min: number; readonly max: number }[];
  /** So many connections are open. */
  readonly open?: number;
  /** Frames that passed, in this order. */
  readonly frames?: readonly SeenFramePattern[];
  /** Frames of which none passed. */
  readonly without?: readonly SeenFramePattern[];
  readonly within?: number;
}

/** A frame that passes the proxy. */
export interface SeenFramePattern {
  readonly direction: Direction;
  readonly connection?: number;
  readonly frame: JsonObject;
}

/** A call to the platform's REST half, by operation id. */
export interface CallStep {
  readonly call: string;
  readonly path?: JsonObject;
  readonly query?: JsonObject;
  readonly headers?: JsonObject;
  readonly body?: Json;
  readonly status?: number;
  readonly answer?: JsonObject;
}

/** Something done to the platform. `restart` keeps the data and ends what is in memory. */
export interface PlatformStep {
  readonly platform: "restart" | "stop" | "start";
}

/** Steps done again and again; `{ $index: n }` is the number of the round, from 0, plus n. */
export interface RepeatStep {
  readonly repeat: number;
  readonly steps: readonly Step[];
}

/** The testee is told the end of its input; it must end by itself, with exit code 0. Needs a testee of its own. */
export interface EndStep {
  readonly end: "testee";
  readonly within?: number;
}
