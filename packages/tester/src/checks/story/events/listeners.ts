import type { Story } from "../../../run/story.js";
import type { StoryCheck, StoryFailure } from "../story-check.js";
import { deliveredTo, entriesOf } from "./story-view.js";

const source = "AsyncAPI 3.0, section Security Scheme Object";

/** Who is let in, and who hears nothing. */
export const listenerChecks: readonly StoryCheck[] = [
  {
    id: "listener-refused",
    title: "A connection or a subscription takes a credential that does",
    source,
    look: letIn,
  },
  {
    id: "refused-hears-nothing",
    title: "Who was refused, or has unsubscribed, gets no messages",
    source,
    look: (story) => [...heardAfterRefusal(story), ...heardAfterUnsubscribing(story)],
  },
];

function letIn(story: Story): readonly StoryFailure[] {
  if (story.scenario.kind !== "auth") return [];
  return entriesOf(story, "opening").flatMap(({ by, credential }): readonly StoryFailure[] => {
    if (credential === "valid" || credential === "member") return [];
    const opened = entriesOf(story, "opened").find((each) => each.by === by);
    const told = entriesOf(story, "subscription").filter((each) => each.by === by);
    const held = told.find((each) => each.told.kind === "held" && each.told.assumed !== true);
    const heard = deliveredTo(story, by)[0];
    const asks =
      told.length > 0 ||
      entriesOf(story, "sent").some((each) => each.by === by && story.scenario.steps[each.step]?.do === "subscribe");
    const isThrownOut = entriesOf(story, "closed").some((each) => each.by === by && each.cause === "server");
    const isIn = heard !== undefined || (opened !== undefined && !isThrownOut && (held !== undefined || !asks));
    if (!isIn) return [];
    const what = held === undefined ? "A connection was opened" : "A subscription was taken";
    return [
      {
        message: `${what} with a credential that is ${credential}.`,
        entry: (held ?? heard ?? opened)?.index ?? 0,
        cause: credential,
      },
    ];
  });
}

function heardAfterRefusal(story: Story): readonly StoryFailure[] {
  return entriesOf(story, "subscription").flatMap(({ by, address, told, index }): readonly StoryFailure[] => {
    if (told.kind !== "refused") return [];
    const again = entriesOf(story, "subscription").some(
      (each) => each.by === by && each.address === address && each.told.kind === "held",
    );
    const heard = deliveredTo(story, by).find((each) => each.delivered.address === address && each.index > index);
    if (again || heard === undefined) return [];
    return [
      {
        message: `The subscription to ${address} was refused, and its messages come all the same.`,
        entry: heard.index,
        cause: "refused",
      },
    ];
  });
}

function heardAfterUnsubscribing(story: Story): readonly StoryFailure[] {
  const { steps } = story.scenario;
  return steps.flatMap((step, at): readonly StoryFailure[] => {
    if (step.do !== "unsubscribe") return [];
    const again = steps.findIndex((each, index) => index > at && each.do === "subscribe" && each.as === step.as);
    const heard = deliveredTo(story, step.as).find(
      (each) => each.step > at && (again === -1 || each.step < again) && each.delivered.channel === step.from.channel,
    );
    const isPublishedLater = steps.some((each, index) => index > at && each.do === "publish");
    if (heard === undefined || !isPublishedLater) return [];
    return [{ message: `Messages come after the end of the subscription.`, entry: heard.index, cause: "unsubscribed" }];
  });
}
