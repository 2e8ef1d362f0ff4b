import type { Around } from "@parlance/platform/testing";
import type { Json } from "@parlance/contract";

/** What a fault is about; each has a file of faults and one of probes. */
export const areas = ["shape", "input", "auth", "state"] as const;

/** What a fault is about. */
export type Area = (typeof areas)[number];

/** A request on its way to the platform. Its headers can be changed. */
export interface Incoming {
  /** The operation's id; empty for what is no operation's. */
  readonly operation: string;
  readonly headers: Record<string, string | readonly string[] | undefined>;
  /** A token that may do everything in the project of the development application. */
  readonly admin: string;
}

/** A request that the platform has admitted. */
export interface Admitted {
  readonly operation: string;
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  readonly headers: Readonly<Incoming["headers"]>;
  /** The project of the caller. Can be changed: the call is then carried out in another's. */
  project: string | undefined;
  /** The body as it came; empty if there is none. Can be changed. */
  body: Buffer;
}

/** An answer on its way to the client. Everything can be changed. */
export interface Outgoing {
  readonly operation: string;
  readonly method: string;
  readonly project: string | undefined;
  status: number;
  /** Names in lower case. */
  readonly headers: Map<string, string>;
  body: Buffer;
}

/** What a schema said against a value, or is to say. */
export interface Defect {
  readonly pointer?: string;
  readonly parameter?: string;
  /** The code of an item of a problem, such as `minimum`. */
  readonly code: string;
}

/** Where a fault lays hands on. What is left out goes its right way. */
export interface Hooks {
  /** Before the platform looks at a request. */
  readonly request?: (request: Incoming) => void;
  /** Before an admitted request is carried out. */
  readonly admitted?: (request: Admitted) => void;
  /** In place of an operation's handler. */
  readonly around?: Around;
  /** True for a defect that goes through. */
  readonly overlook?: (defect: Defect) => boolean;
  /** A defect of a value that has none. */
  readonly invent?: (value: Json | undefined, parameter: string | undefined) => Defect | undefined;
  /** Before an answer is sent. */
  readonly answer?: (answer: Outgoing) => void;
}

/** One way in which a server breaks its contract. */
export interface Fault {
  /** The area and a name, kebab-case. */
  readonly id: string;
  readonly area: Area;
  /** What the server does, as a sentence. */
  readonly title: string;
  /** The operations that a tester needs to see to find it; `*` stands for any letters. */
  readonly operations: readonly string[];
  /** Makes the fault, with memory of its own where it needs one. */
  readonly apply: () => Hooks;
}
