import type { ChannelAddress } from "./broker.js";
import type { ChannelLog } from "./channel-log.js";

/** How much is kept of all projects together. */
export interface ShelfLimits {
  readonly logs: number;
  /** Bytes of JSON. */
  readonly bytes: number;
}

interface ProjectLogs {
  readonly project: string;
  /** By channel, the one used last at the end. */
  readonly logs: Map<string, ChannelLog>;
  bytes: number;
}

/**
 * The logs of all projects within common bounds. Beyond them goes the log that was quiet longest of the project that has most, so
 * that a tenant with many channels pushes out its own.
 */
export class LogShelf {
  readonly #limits: ShelfLimits;
  readonly #projects = new Map<string, ProjectLogs>();
  #size = 0;
  #bytes = 0;

  constructor(limits: ShelfLimits) {
    this.#limits = limits;
  }

  /** Logs of all projects. */
  get size(): number {
    return this.#size;
  }

  get({ project, channel }: ChannelAddress): ChannelLog | undefined {
    return this.#projects.get(project)?.logs.get(channel);
  }

  /** Works on a log, which is thereby the one used last, and keeps all logs within bounds. */
  use<Result>({ project, channel }: ChannelAddress, log: ChannelLog, work: (log: ChannelLog) => Result): Result {
    const own = this.#projects.get(project) ?? { project, logs: new Map<string, ChannelLog>(), bytes: 0 };
    this.#projects.set(project, own);
    const known = own.logs.delete(channel);
    const before = known ? log.bytes : 0;
    own.logs.set(channel, log);
    if (!known) this.#size += 1;
    const result = work(log);
    own.bytes += log.bytes - before;
    this.#bytes += log.bytes - before;
    this.#evict(own);
    return result;
  }

  drop({ project, channel }: ChannelAddress): void {
    const own = this.#projects.get(project);
    if (own !== undefined) this.#remove(own, channel);
  }

  #remove(own: ProjectLogs, channel: string): void {
    const bytes = own.logs.get(channel)?.bytes;
    if (bytes === undefined) return;
    own.logs.delete(channel);
    own.bytes -= bytes;
    this.#bytes -= bytes;
    this.#size -= 1;
    if (own.logs.size === 0) this.#projects.delete(own.project);
  }

  /** Never drops the log that was used just now. */
  #evict(user: ProjectLogs): void {
    while (this.#size > 1 && (this.#size > this.#limits.logs || this.#bytes > this.#limits.bytes)) {
      const crowded = this.#size > this.#limits.logs;
      const greedy = crowded
        ? this.#greediest(user, this.#size, ({ logs }) => logs.size)
        : this.#greediest(user, this.#bytes, ({ bytes }) => bytes);
      const [quietest] = greedy.logs.keys();
      if (quietest !== undefined) this.#remove(greedy, quietest);
    }
  }

  /** The project with most, without a look at all others if the one that used its log just now has more than its share. */
  #greediest(user: ProjectLogs, total: number, weigh: (own: ProjectLogs) => number): ProjectLogs {
    const spare = (own: ProjectLogs): boolean => own !== user || own.logs.size > 1;
    if (spare(user) && weigh(user) * this.#projects.size >= total) return user;
    const others = [...this.#projects.values()].filter(spare);
    return others.reduce((most, own) => (weigh(own) > weigh(most) ? own : most), others[0] ?? user);
  }
}
