import type { Json } from "@parlance/contract";
import type { Exchange } from "../../../run/exchange.js";
import type { Story } from "../../../run/story.js";
import { idFrom } from "../../../run/trace.js";
import type { StoryCheck, StoryFailure } from "../story-check.js";
import { deliveredTo, doneIn, entriesOf, type Indexed, isAbout, same } from "./story-view.js";

const source = "AsyncAPI 3.0, section Channel Object";

/** What must not come. */
export const silenceChecks: readonly StoryCheck[] = [
  {
    id: "refused-untold",
    title: "A call that is refused brings no event",
    source,
    look: refusedTold,
  },
  {
    id: "tenant-untold",
    title: "What one tenant does is told to no other",
    source,
    look: (story) => [...heardByOthers(story, "other", "another tenant"), ...publishedToOthers(story)],
  },
  {
    id: "channel-kept",
    title: "A message comes on the channels that it is for and on no other",
    source,
    look: (story) => [...heardByOthers(story, "elsewhere", "a listener on another channel"), ...unasked(story)],
  },
];

/** Events about things that the story did not create, or of a change that was refused, since the refusal. */
function refusedTold(story: Story): readonly StoryFailure[] {
  const { dues = [] } = story.scenario;
  const done = doneIn(story);
  const ids = done.performed.map(({ step }) => idFrom(done, step.name)?.id).filter((each) => each !== undefined);
  const failures: StoryFailure[] = [];
  for (const refused of entriesOf(story, "called")) {
    if (!isRefused(refused.exchange)) continue;
    const cause = dues.find(({ call }) => operationOf(story, call) === refused.exchange.operation.id);
    if (cause === undefined) continue;
    const next = story.entries.findIndex((each, index) => index > refused.index && each.kind === "called");
    const until = next === -1 ? story.entries.length : next;
    const isTold = ({ delivered, index, step }: Indexed<"delivered">) =>
      delivered.message === cause.message &&
      delivered.replayed !== true &&
      step >= refused.step &&
      index < until + settling &&
      (cause.effect === "create"
        ? !ids.some((id) => isAbout(delivered, id))
        : ids.some((id) => isAbout(delivered, id)) && step === refused.step);
    const told = deliveredTo(story, cause.to).find(isTold);
    const isNoise = deliveredTo(story, cause.to).some(
      ({ delivered, step }) =>
        step < refused.step && !ids.some((id) => isAbout(delivered, id)) && delivered.message === cause.message,
    );
    if (told !== undefined && !isNoise)
      failures.push({
        message: `${cause.message} came after ${refused.exchange.operation.id} was refused with ${statusOf(refused.exchange)}.`,
        entry: told.index,
        cause: cause.message,
      });
  }
  return failures;
}

/** Entries behind the next call in which an event can still be one of the refused call's. */
const settling = 12;

function heardByOthers(story: Story, by: string, who: string): readonly StoryFailure[] {
  const done = doneIn(story);
  const { dues = [] } = story.scenario;
  const ids = new Set(
    dues.map(({ about }) => idFrom(done, about)?.id).filter((each): each is Json => each !== undefined),
  );
  const mine = idFrom(done, by === "other" ? "create of another" : "create another")?.id;
  const heard = deliveredTo(story, by).find(
    ({ delivered }) =>
      [...ids].some((id) => isAbout(delivered, id)) && (mine === undefined || !isAbout(delivered, mine)),
  );
  if (heard === undefined) return [];
  const message = `${who} got ${heard.delivered.message ?? "a message"} about what is not theirs.`;
  return [
    { message: message[0]?.toUpperCase() + message.slice(1), entry: heard.index, cause: heard.delivered.message ?? "" },
  ];
}

function publishedToOthers(story: Story): readonly StoryFailure[] {
  const published = story.scenario.steps.flatMap((each) => (each.do === "publish" ? [each.data] : []));
  const heard = deliveredTo(story, "other").find(({ delivered }) =>
    published.some((data) => same(data, delivered.data)),
  );
  if (heard === undefined) return [];
  return [{ message: "Another tenant got what was published.", entry: heard.index, cause: "published" }];
}

/** Messages of addresses to which nobody has subscribed. Where each channel has a socket of its own, who opens it has. */
function unasked(story: Story): readonly StoryFailure[] {
  const told = entriesOf(story, "subscription");
  const isOfItsOwn = (by: string) =>
    story.scenario.steps.some((each) => each.do === "open" && each.as === by && each.at !== undefined) &&
    !told.some((each) => each.by === by);
  const found = entriesOf(story, "delivered").find(
    ({ by, index, delivered: { address } }) =>
      !isOfItsOwn(by) &&
      !told.some((each) => each.by === by && each.address === address && each.index < index + settling),
  );
  if (found === undefined) return [];
  const { address, message = "a message" } = found.delivered;
  return [
    {
      message: `${message} came on ${address}, to which ${found.by} has not subscribed.`,
      entry: found.index,
      cause: "address",
    },
  ];
}

function operationOf({ scenario }: Story, call: string): string | undefined {
  const step = scenario.steps.find((each) => each.do === "call" && each.step.name === call);
  return step?.do === "call" ? step.step.case.operation : undefined;
}

function isRefused(exchange: Exchange): boolean {
  const status = statusOf(exchange);
  return status !== undefined && status >= 400 && status < 500;
}

function statusOf({ outcome }: Exchange): number | undefined {
  return outcome.kind === "answer" ? outcome.status : undefined;
}
