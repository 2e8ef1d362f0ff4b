import type { PresenceFrame, PresenceMember, PresenceSyncFrame } from "../frames/frames.gen.js";
import type { Context } from "../session/context.js";

/** Changes that are kept while pages come. A channel with more has changed so much that it is asked for again. */
const mostKept = 1_000;

/** Who is in a channel, as far as it has come. */
interface View {
  /** The version told last; null while the pages are not complete. */
  version: number | null;
  /** The version that the pages show. */
  pageVersion: number | null;
  members: PresenceMember[];
  /** Changes that came before the last page. */
  kept: PresenceFrame[];
}

/** The presence of channels: pages put together, then changes, each once and in the order of their versions. */
export class PresenceViews {
  readonly #views = new Map<string, View>();

  constructor(
    readonly context: Context,
    /** A change is missing: the channel has to be asked for again. */
    readonly lost: (channel: string) => void,
  ) {}

  /** What comes next of this channel begins with a first page. */
  restart(channel: string): void {
    this.#views.delete(channel);
  }

  /** What comes next of every channel begins with a first page. */
  clear(): void {
    this.#views.clear();
  }

  sync({ channel, version, members, cursor }: PresenceSyncFrame): void {
    const view = this.#view(channel);
    if (view.version !== null) Object.assign(view, empty());
    // Pages may be of different moments. What changed after the first is told again, which changes nothing.
    view.pageVersion ??= version;
    view.members.push(...members);
    if (cursor !== "") return;
    view.version = view.pageVersion;
    this.context.emit({ type: "presenceSync", channel, members: view.members, version: view.version });
    for (const frame of view.kept) this.change(frame);
    Object.assign(view, { ...empty(), version: view.version });
  }

  change(frame: PresenceFrame): void {
    const view = this.#view(frame.channel);
    if (view.version === null) {
      view.kept.push(frame);
      if (view.kept.length > mostKept) this.#again(frame.channel);
    } else if (frame.version === view.version + 1) {
      view.version = frame.version;
      this.context.emit({ type: "presence", channel: frame.channel, frame });
    } else if (frame.version > view.version) {
      this.#again(frame.channel);
    }
  }

  #again(channel: string): void {
    this.restart(channel);
    this.lost(channel);
  }

  #view(channel: string): View {
    const found = this.#views.get(channel);
    if (found !== undefined) return found;
    const view = empty();
    this.#views.set(channel, view);
    return view;
  }
}

function empty(): View {
  return { version: null, pageVersion: null, members: [], kept: [] };
}
