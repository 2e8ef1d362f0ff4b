import { isDeepStrictEqual } from "node:util";
import type { Channel, Contract } from "@parlance/contract";
import type { CredentialClass } from "../../plan/case.js";
import { isObject } from "../../values/json-kinds.js";
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
  title: "Nobody goes on with another's connection or an unknown one, or with a credential that does not do",
  source: "the contract's security",
  look: (story, { contract }) =>
    story.entries.flatMap((entry, index): readonly StoryFailure[] => {
      const step = story.scenario.steps[entry.step];
      if (entry.kind === "opened" && entry.resumed === true && step?.do === "open" && step.resume === "forged")
        return [{ message: `${entry.by} went on with a session that nobody issued.`, entry: index, cause: "unknown" }];
      const credential = comesBackWith(story, entry, index);
      if (credential === undefined || !isWrong(entry, credential, contract)) return [];
      const by = "by" in entry ? entry.by : "";
      const message = `${by}, who had another credential before, went on with one that is ${credential}.`;
      return [{ message, entry: index, cause: credential }];
    }),
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
    if ([...this.#held].some((each) => each.startsWith(key(by)))) return false;
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

/** The credential with which a listener goes on that had another one before. */
function comesBackWith({ entries, scenario }: Story, entry: Entry, index: number): CredentialClass | undefined {
  if (!("by" in entry)) return undefined;
  const openings = entries.slice(0, index).filter((each) => each.kind === "opening" && each.by === entry.by);
  const [before, now] = openings.slice(-2);
  if (before?.kind !== "opening" || now?.kind !== "opening") return undefined;
  const step = scenario.steps[now.step];
  const goesOn = step?.do === "open" && step.resume !== undefined;
  return goesOn && now.credential !== before.credential ? now.credential : undefined;
}

function isWrong(entry: Entry, credential: CredentialClass, { channels }: Contract): boolean {
  if (entry.kind === "opened")
    return noCredentials.has(credential) || (credential === "otherTenant" && entry.resumed === true);
  if (entry.kind !== "subscription" || entry.told.kind !== "held" || credential !== "unscoped") return false;
  return needsScopes(channels.find(({ name }) => name === entry.channel));
}

/** True if the document says that a token needs scopes for a channel. */
function needsScopes(channel: Channel | undefined): boolean {
  const rule = channel?.extensions?.["x-parlance-channel"];
  return isObject(rule) && Array.isArray(rule["scopes"]) && rule["scopes"].length > 0;
}

function key(by: string, address = ""): string {
  return `${by} ${address}`;
}
