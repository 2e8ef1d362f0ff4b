import type { Profile } from "@parlance/tester";

/** A finding that was looked at by hand, and whose fault it is. */
export interface Explained {
  readonly check: string;
  /** Subjects of the findings: ids of operations, names of channels; `*` stands for any letters. */
  readonly subject: string;
  /** A part of the finding's message. */
  readonly says: string;
  /** Why the server, or its document, is not as it should be. */
  readonly cause: string;
}

/** A running server that nobody here wrote. */
export interface Running {
  readonly url: string;
  /** Files of its own documents. */
  readonly openapi: readonly string[];
  readonly asyncapi: readonly string[];
  close(): Promise<void>;
}

/** A server that nobody here wrote, with documents of its own or its kind's. */
export interface ForeignServer {
  /** Name and version, as they are shown. */
  readonly name: string;
  /** What it is, in a few words. */
  readonly title: string;
  /** Whose operations its AsyncAPI document describes. */
  readonly perspective?: "client" | "server";
  /** Operations and channels that are tested; default: all. */
  readonly only?: readonly string[];
  readonly profile?: Partial<Profile>;
  readonly explained: readonly Explained[];
  /** Starts it, with its files in a folder of its own. */
  start(folder: string): Promise<Running>;
}
