import type { ChannelGap, ChannelMessage, Published } from "@parlance/runtime/realtime";

/** What a subscriber was handed, in order. */
export type Seen =
  | { readonly type: "message"; readonly epoch: string; readonly offset: number; readonly data: unknown }
  | { readonly type: "gap"; readonly epoch: string; readonly offset: number };

/** What a subscriber saw of one channel. */
export class Witness {
  readonly channel: string;
  readonly seen: Seen[] = [];

  constructor(channel: string) {
    this.channel = channel;
  }

  message({ epoch = "", offset = 0, data }: ChannelMessage): void {
    this.seen.push({ type: "message", epoch, offset, data });
  }

  gap({ to }: ChannelGap): void {
    this.seen.push({ type: "gap", epoch: to?.epoch ?? "", offset: to?.offset ?? 0 });
  }

  /** The positions where it is not one run without holes and duplicates between gaps. */
  get faults(): string[] {
    return this.seen.flatMap((item, index) => {
      const before = this.seen[index - 1];
      if (item.type === "gap" || before === undefined) return [];
      const follows = item.epoch === before.epoch && item.offset === before.offset + 1;
      return follows ? [] : [`${this.channel}: ${item.epoch}/${item.offset} after ${before.epoch}/${before.offset}`];
    });
  }

  /** Whether it has come so far that it must have seen this publish, or was told that it is lost. */
  covers(publish: Published): boolean {
    const { epoch, offset } = publish;
    return this.seen.some((item) => item.epoch === epoch && item.offset >= offset) || this.excuses(publish);
  }

  /** What was delivered at the place of a publish. */
  at({ epoch, offset }: Published): readonly unknown[] {
    return this.seen.flatMap((item) =>
      item.type === "message" && item.epoch === epoch && item.offset === offset ? [item.data] : [],
    );
  }

  /** Whether a gap tells that this place was lost: one within its epoch, or one that leaves or leaps over its epoch. */
  excuses({ epoch, offset }: Published): boolean {
    const last = this.seen.findLast((item) => item.epoch === epoch);
    return this.seen.some((item, index) => {
      const before = this.seen[index - 1];
      if (item.type !== "gap") return false;
      if (item.epoch === epoch) return item.offset >= offset;
      return last === undefined ? before?.epoch !== item.epoch : before === last && last.offset < offset;
    });
  }
}
