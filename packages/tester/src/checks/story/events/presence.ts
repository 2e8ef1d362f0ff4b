import type { Story } from "../../../run/story.js";
import type { StoryCheck, StoryFailure } from "../story-check.js";
import { entriesOf, type Indexed } from "./story-view.js";

const source = "The document's messages of presence";

/** Who comes and goes is told, once each. */
export const presenceChecks: readonly StoryCheck[] = [
  {
    id: "presence-told",
    title: "Who enters and who leaves is told to those who listen, once each",
    source,
    look: (story) => [...unbalanced(story, "enter", "entered"), ...unbalanced(story, "leave", "left")],
  },
  {
    id: "presence-listed",
    title: "Who comes later is told who is there",
    source,
    look: unlisted,
  },
];

/** True if the step's request was taken. */
function isTaken(story: Story, action: "enter" | "leave"): boolean {
  const step = story.scenario.steps.findIndex((each) => each.do === "presence" && each.action === action);
  const sent = entriesOf(story, "sent").find((each) => each.step === step);
  return (
    sent !== undefined && entriesOf(story, "reply").some(({ by, to, ok }) => by === sent.by && to === sent.id && ok)
  );
}

function unbalanced(story: Story, action: "enter" | "leave", told: "entered" | "left"): readonly StoryFailure[] {
  if (story.scenario.kind !== "presence" || !isTaken(story, action)) return [];
  const members = entriesOf(story, "member").filter((each) => each.by === "a" && each.action === told);
  if (members.length === 1) return [];
  const message =
    members.length === 0
      ? `Nobody was told that a member ${told}.`
      : `It was told ${members.length} times that a member ${told}.`;
  return [{ message, cause: members.length === 0 ? action : `${action} again`, ...entryOf(members) }];
}

function unlisted(story: Story): readonly StoryFailure[] {
  if (story.scenario.kind !== "presence" || !isTaken(story, "enter")) return [];
  const here = entriesOf(story, "member").some((each) => each.by === "late" && each.action === "here");
  return here ? [] : [{ message: "Who subscribed while a member was there was not told of it.", cause: "here" }];
}

function entryOf(members: readonly Indexed<"member">[]): { readonly entry?: number } {
  const last = members.at(-1);
  return last === undefined ? {} : { entry: last.index };
}
