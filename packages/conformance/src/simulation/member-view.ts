import type { SessionEvent } from "@parlance/protocol";

/** The members of a channel as an application keeps them: what the session told, put together. */
export class MemberView {
  readonly members = new Map<string, string>();
  readonly #channel: string;

  constructor(channel: string) {
    this.#channel = channel;
  }

  tell(event: SessionEvent): void {
    if (event.type === "presenceSync" && event.channel === this.#channel) {
      this.members.clear();
      for (const { id, state } of event.members) this.members.set(id, JSON.stringify(state));
    }
    if (event.type !== "presence" || event.channel !== this.#channel) return;
    const { member, event: change } = event.frame;
    if (change === "leave") this.members.delete(member.id);
    else this.members.set(member.id, JSON.stringify(member.state));
  }
}
