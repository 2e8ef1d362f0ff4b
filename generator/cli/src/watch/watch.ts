import { once } from "node:events";
import { dirname, resolve } from "node:path";
import type { RunResult } from "@parlance/generator";
import { type FSWatcher, watch as watchFolders } from "chokidar";
import { interruption } from "../interruption.js";
import { count, type Reporter } from "../report/reporter.js";
import { Bell } from "./bell.js";

/** Milliseconds after the last change before the next run: an editor's "save all" is one change. */
const settleTime = 100;

/**
 * Runs, then runs again whenever a file that was read has changed, until the process is interrupted (SIGINT, SIGTERM). A
 * run that fails is reported and waited out like any other; until it is mended, every document beside the inputs counts,
 * because the missing one may be among them.
 */
export async function watch({
  attempt,
  reporter,
}: {
  attempt(): Promise<RunResult>;
  readonly reporter: Reporter;
}): Promise<void> {
  const bell = new Bell(settleTime);
  const stop = interruption();
  let inputs: ReadonlySet<string> = new Set();
  let failed = false;
  const matters = (path: string): boolean => inputs.has(resolve(path)) || (failed && /\.(ya?ml|json)$/u.test(path));
  const folders = new WatchedFolders((path) => matters(path) && bell.ring());
  try {
    for (;;) {
      const result = await attempt();
      failed = result.status === "failed";
      inputs = result.inputs.length > 0 ? new Set(result.inputs.map((each) => resolve(each))) : inputs;
      await folders.watch([...inputs].map(dirname));
      reporter.progress(`Watching ${count(inputs.size, "file")}. Press Ctrl-C to stop.`);
      if ((await Promise.race([bell.heard(), stop])) === "stop") {
        return;
      }
    }
  } finally {
    bell.silence();
    await folders.close();
  }
}

/** Folders are watched, not files, because many editors save by renaming a new file over the old one. */
class WatchedFolders {
  readonly #onChange: (path: string) => void;
  #folders = new Set<string>();
  #watcher: FSWatcher | undefined;

  constructor(onChange: (path: string) => void) {
    this.#onChange = onChange;
  }

  /** Watches these folders and no others; resolves when it does. */
  async watch(folders: readonly string[]): Promise<void> {
    const wanted = new Set(folders);
    if (wanted.size === this.#folders.size && folders.every((each) => this.#folders.has(each))) {
      return;
    }
    await this.close();
    this.#folders = wanted;
    this.#watcher = watchFolders([...wanted], { ignoreInitial: true, depth: 0 });
    this.#watcher.on("all", (_, path) => this.#onChange(path));
    await once(this.#watcher, "ready");
  }

  async close(): Promise<void> {
    await this.#watcher?.close();
  }
}
