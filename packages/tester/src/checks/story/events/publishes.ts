import type { Json } from "@parlance/contract";
import type { ScenarioStep } from "../../../plan/scenario.js";
import type { Story } from "../../../run/story.js";
import type { StoryCheck, StoryFailure } from "../story-check.js";
import { covers, deliveredTo, entriesOf, heldBefore, type Indexed, same } from "./story-view.js";

type Publish = Extract<ScenarioStep, { readonly do: "publish" }>;

/** What one sent, and what came of it. */
interface Sent {
  readonly step: number;
  readonly publish: Publish;
  readonly sent: Indexed<"sent">;
}

const source = "AsyncAPI 3.0, section Operation Object";

/** What one publishes the others get. */
export const publishChecks: readonly StoryCheck[] = [
  {
    id: "publish-delivered",
    title: "What one publishes comes to all who have subscribed, as it was sent",
    source,
    look: (story) => [...missing(story), ...withoutEcho(story)],
  },
  {
    id: "publish-once",
    title: "What is published once, or again under its name, comes once",
    source,
    look: doubled,
  },
  {
    id: "publish-in-order",
    title: "What one publishes comes in the order in which it was sent",
    source,
    look: disordered,
  },
  {
    id: "publish-position",
    title: "The answer to a publish says where the message stands",
    source,
    look: misplaced,
  },
];

function taken(story: Story): readonly Sent[] {
  if (story.scenario.kind !== "publish") return [];
  return story.scenario.steps.flatMap((publish, step): readonly Sent[] => {
    if (publish.do !== "publish") return [];
    const sent = entriesOf(story, "sent").find((each) => each.step === step && each.by === publish.as);
    if (sent === undefined) return [];
    const replies = entriesOf(story, "reply").filter(({ by, to }) => by === publish.as && to === sent.id);
    return replies.some(({ ok }) => !ok) ? [] : [{ step, publish, sent }];
  });
}

/** Those of the publisher's tenant who listened when it was sent. */
function listeners(story: Story, { publish, sent }: Sent): readonly string[] {
  const names = entriesOf(story, "opening").filter(({ credential }) => credential === "valid");
  return names.map(({ by }) => by).filter((by) => by !== publish.as && heldBefore(story, by, sent.index));
}

function arrivals(story: Story, by: string, data: Json): readonly Indexed<"delivered">[] {
  return deliveredTo(story, by).filter(({ delivered }) => covers(delivered.data, data));
}

function missing(story: Story): readonly StoryFailure[] {
  return taken(story).flatMap((each) =>
    listeners(story, each).flatMap((by): readonly StoryFailure[] =>
      arrivals(story, by, each.publish.data).length > 0
        ? []
        : [
            {
              message: `A message that was published did not come to ${by}, who had subscribed.`,
              entry: each.sent.index,
              cause: "missing",
            },
          ],
    ),
  );
}

/** Where messages have places in a log, who has subscribed gets all of them; elsewhere the echo is all or nothing. */
function withoutEcho(story: Story): readonly StoryFailure[] {
  const all = taken(story).filter(({ publish, sent }) => heldBefore(story, publish.as, sent.index));
  const echoed = all.filter(({ publish }) => arrivals(story, publish.as, publish.data).length > 0);
  const lacking = all.find((each) => !echoed.includes(each));
  const isLog = entriesOf(story, "delivered").some(({ delivered }) => delivered.position !== undefined);
  if (lacking === undefined || (echoed.length === 0 && !isLog)) return [];
  const message = `What ${lacking.publish.as} published did not come back to it, although it had subscribed.`;
  return [{ message, entry: lacking.sent.index, cause: "echo" }];
}

function doubled(story: Story): readonly StoryFailure[] {
  const all = taken(story);
  const names = new Set(entriesOf(story, "opened").map(({ by }) => by));
  return all.flatMap(({ publish, sent }): readonly StoryFailure[] => {
    const alike = all.filter((each) => same(each.publish.data, publish.data));
    const expected = new Set(alike.map((each) => each.publish.key ?? String(each.step))).size;
    for (const by of names) {
      const came = arrivals(story, by, publish.data);
      if (came.length <= expected) continue;
      const cause = publish.key === undefined ? "twice" : "named";
      return [
        { message: `A message came ${came.length} times to ${by}.`, entry: came.at(-1)?.index ?? sent.index, cause },
      ];
    }
    return [];
  });
}

function disordered(story: Story): readonly StoryFailure[] {
  const all = taken(story);
  const names = new Set(entriesOf(story, "opened").map(({ by }) => by));
  for (const by of names) {
    const indexes = all
      .filter(({ publish }, at) => all.findIndex((each) => same(each.publish.data, publish.data)) === at)
      .map(({ publish }) => ({ as: publish.as, index: arrivals(story, by, publish.data)[0]?.index ?? Infinity }));
    const wrong = indexes.find(({ as, index }, at) =>
      indexes.slice(at + 1).some((later) => later.as === as && later.index < index),
    );
    if (wrong !== undefined && wrong.index !== Infinity)
      return [{ message: `Messages came to ${by} in another order than they were sent.`, entry: wrong.index }];
  }
  return [];
}

function misplaced(story: Story): readonly StoryFailure[] {
  return taken(story).flatMap(({ publish, sent }): readonly StoryFailure[] => {
    const reply = entriesOf(story, "reply").find(({ by, to }) => by === publish.as && to === sent.id);
    const came = entriesOf(story, "delivered").find(
      ({ delivered }) => delivered.position !== undefined && covers(delivered.data, publish.data),
    );
    if (reply?.position === undefined || came === undefined) return [];
    const [told, real] = [reply.position, came.delivered.position];
    if (real === undefined || told.offset === real.offset) return [];
    const message = `The answer says ${told.offset}, the message stands at ${real.offset}.`;
    return [{ message, entry: reply.index, cause: "position" }];
  });
}
