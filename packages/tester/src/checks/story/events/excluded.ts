import { toAll, toOthers } from "../../../plan/events/exclude.js";
import { isSuccess } from "../../../run/exchange.js";
import type { Story } from "../../../run/story.js";
import type { StoryCheck, StoryFailure } from "../story-check.js";
import { deliveredTo, entriesOf, type Indexed, same } from "./story-view.js";

/** Who is to be left out is, and nobody else. */
export const excludedChecks: readonly StoryCheck[] = [
  {
    id: "excluded-hears-nothing",
    title: "A message does not come to the connection that it leaves out, and comes to the others",
    source: "The document's own member that leaves it out",
    look,
  },
];

function look(story: Story): readonly StoryFailure[] {
  if (story.scenario.kind !== "exclude") return [];
  const calls = entriesOf(story, "called");
  const [others, all] = [toOthers, toAll].map((name) => calls.find((each) => each.name === name));
  if (others === undefined || all === undefined || ![others, all].every(({ exchange }) => isSuccess(exchange)))
    return [];
  const [excluded, listening] = ["a", "b"].map((by) =>
    deliveredTo(story, by).filter(({ step }) => step >= others.step),
  );
  const [first, second] = listening ?? [];
  if (first === undefined || excluded === undefined) return [];
  const heard = excluded.find((each) => isSame(each, first));
  if (second !== undefined && !isSame(first, second) && heard !== undefined)
    return [
      { message: "The connection that was to be left out got the message.", entry: heard.index, cause: "excluded" },
    ];
  // What came is what was sent to all: what was to leave out one has left out the other too.
  if (second === undefined && heard !== undefined && excluded.length === 1)
    return [
      { message: "A message that leaves out one connection came to no other.", entry: others.index, cause: "others" },
    ];
  return [];
}

function isSame({ delivered: one }: Indexed<"delivered">, { delivered: other }: Indexed<"delivered">): boolean {
  return same(one.data, other.data);
}
