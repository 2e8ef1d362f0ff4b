import { isDeepStrictEqual } from "node:util";
import type { CredentialClass } from "../../plan/case.js";
import type { Delivered, Entry, Story } from "../../run/story.js";
import { describe } from "./messages.js";
import type { StoryCheck, StoryFailure } from "./story-check.js";

/** Nobody gets what is not theirs. */
export const nothingForeign: StoryCheck = {
  id: "nothing-foreign",
  title: "A listener gets nothing of channels that it never subscribed to, and nothing that another tenant published",
  source: "the contract's subscriptions and security",
  look: (story) => {
    const reader = new Foreigners(story);
    return story.entries.flatMap((entry, index) => reader.read(entry, index) ?? []);
  },
};

/** To go on takes the same right as to begin. */
export const resumeGuarded: StoryCheck = {
  id: "resume-guarded",
  title: "A connection is not taken up again with a credential that does not do, or of another tenant",
  source: "the contract's security",
  look: (story) => story.entries.flatMap((entry, index) => takenUp(story, entry, index) ?? []),
};

/** Credentials that let in nobody. */
const noCredentials: ReadonlySet<CredentialClass> = new Set(["malformed", "forged", "expired", "revoked"]);

class Foreigners {
  readonly #story: Story;
  readonly #credentials = new Map<string, CredentialClass>();
  readonly #held = new Set<string>();

  constructor(story: Story) {
    this.#story = story;
  }

  read(entry: Entry, index: number): StoryFailure | undefined {
    if (entry.kind === "opening") this.#credentials.set(entry.by, entry.credential);
    if (entry.kind === "subscription" && entry.told.kind === "held") this.#held.add(key(entry.by, entry.address));
    if (entry.kind !== "delivered") return undefined;
    const { by, delivered, step } = entry;
    const { channel, address } = delivered;
    const told = (what: string, cause: string): StoryFailure => ({
      subject: channel,
      message: `${describe(delivered)} on ${address} came to ${by}, ${what}.`,
      entry: index,
      cause,
    });
    if (!this.#held.has(key(by, address)) && !this.#hasAsked(by, channel, step))
      return told("who never subscribed to it", "unsubscribed");
    const credential = this.#credentials.get(by);
    if (credential !== undefined && noCredentials.has(credential))
      return told(`whose credential is ${credential}`, credential);
    if (this.#isOfAnother(delivered, credential, step)) return told("of another tenant", "tenant");
    return undefined;
  }

  /** For servers that do not tell that a subscription holds. */
  #hasAsked(by: string, channel: string, until: number): boolean {
    return this.#story.scenario.steps
      .slice(0, until + 1)
      .some((step) => step.do === "subscribe" && step.as === by && step.to.channel === channel);
  }

  /** True if all who published these data until then are of the other tenant. */
  #isOfAnother({ channel, data }: Delivered, credential: CredentialClass | undefined, until: number): boolean {
    const publishers = this.#story.scenario.steps
      .slice(0, until + 1)
      .flatMap((step) =>
        step.do === "publish" && step.to.channel === channel && isDeepStrictEqual(step.data, data) ? [step.as] : [],
      );
    const isOther = (each: CredentialClass | undefined) => each === "otherTenant";
    return (
      publishers.length > 0 && publishers.every((each) => isOther(this.#credentials.get(each)) !== isOther(credential))
    );
  }
}

function takenUp({ entries, scenario }: Story, entry: Entry, index: number): StoryFailure | undefined {
  if (entry.kind !== "opened") return undefined;
  const openings = entries.slice(0, index).filter((each) => each.kind === "opening" && each.by === entry.by);
  const [before, opening] = openings.slice(-2);
  const step = scenario.steps[entry.step];
  if (before?.kind !== "opening" || opening?.kind !== "opening" || step?.do !== "open" || step.resume === undefined)
    return undefined;
  const { credential, over } = opening;
  if (credential === before.credential) return undefined;
  const fails = noCredentials.has(credential) || entry.resumed === true;
  if (!fails) return undefined;
  const message = `${entry.by} took its connection up again with a credential that is ${credential} (${over}).`;
  return { message, entry: index, cause: credential };
}

function key(by: string, address: string): string {
  return JSON.stringify([by, address]);
}
