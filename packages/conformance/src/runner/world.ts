import type { Saved } from "../scenario/match.js";
import type { TesteeAnswer } from "../testee/protocol.js";
import type { TesteeProcess } from "../testee/testee-process.js";
import type { ClientUnderTest } from "./client-under-test.js";
import type { PlatformUnderTest } from "./platform-under-test.js";

/** What the steps of a running scenario act upon. */
export interface World {
  readonly platform: PlatformUnderTest;
  readonly testee: TesteeProcess;
  readonly clients: ReadonlyMap<string, ClientUnderTest>;
  readonly saved: Saved;
  /** Answers that nobody has awaited yet, by name. */
  readonly pending: Map<string, Promise<TesteeAnswer>>;
}

/** How long a step waits unless it says so, in milliseconds: ample, for a busy machine. */
export const patienceMs = 8000;

/** The client of this name. */
export function clientOf(world: World, name: string): ClientUnderTest {
  const client = world.clients.get(name);
  if (client === undefined) throw new Error(`There is no client ${name}.`);
  return client;
}
