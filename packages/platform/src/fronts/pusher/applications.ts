import type { Store } from "../../store/store.js";
import { findPusherApplication, type PusherApplication } from "./application.js";

/** The Pusher applications of the store, and those in use. */
export class Applications {
  readonly #store: Store;
  readonly #used: (application: PusherApplication) => void;
  readonly #inUse = new Map<string, Map<string, PusherApplication>>();

  /** `used` is told each use of an application. */
  constructor(store: Store, used: (application: PusherApplication) => void) {
    this.#store = store;
    this.#used = used;
  }

  /** The application with a key, as the store has it now. It is in use from then on. */
  async find(key: string): Promise<PusherApplication | undefined> {
    const application = await this.#store.transaction((transaction) => findPusherApplication(transaction, key));
    if (application !== undefined) this.use(application);
    else this.#forget(key);
    return application;
  }

  /** Notes that an application is in use, with its settings. */
  use(application: PusherApplication): void {
    const { project, key } = application;
    const known = this.#inUse.get(project) ?? new Map<string, PusherApplication>();
    this.#inUse.set(project, known.set(key, application));
    this.#used(application);
  }

  #forget(key: string): void {
    for (const applications of this.#inUse.values()) applications.delete(key);
  }

  /** The applications of a project that are in use: those that were asked for since the platform started. */
  of(project: string): readonly PusherApplication[] {
    return [...(this.#inUse.get(project)?.values() ?? [])];
  }
}
