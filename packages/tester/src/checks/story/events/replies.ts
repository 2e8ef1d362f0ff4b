import type { Contract } from "@parlance/contract";
import { isObject } from "../../../values/json-kinds.js";
import type { Story } from "../../../run/story.js";
import type { StoryCheck, StoryFailure } from "../story-check.js";
import { entriesOf } from "./story-view.js";

const source = "AsyncAPI 3.0, section Operation Reply Object";

/** Requests over a connection have one answer each. */
export const replyChecks: readonly StoryCheck[] = [
  {
    id: "request-answered",
    title: "Each request has its answer",
    source,
    look: (story, { contract }) => [...unanswered(story), ...withoutReply(story, contract)],
  },
  {
    id: "answered-once",
    title: "A request is answered once, and nothing that was not asked",
    source,
    look: answeredWrongly,
  },
  {
    id: "connection-kept",
    title: "What nobody knows ends no connection",
    source: "RFC 6455, section 7",
    look: endedByNonsense,
  },
];

function unanswered(story: Story): readonly StoryFailure[] {
  return entriesOf(story, "sent").flatMap(({ by, id, message = "a request", index }): readonly StoryFailure[] => {
    if (id === undefined) return [];
    const isOver = [...entriesOf(story, "refused"), ...entriesOf(story, "closed")].some(
      (each) => each.by === by && each.index > index,
    );
    const isAnswered = entriesOf(story, "reply").some((each) => each.by === by && each.to === id);
    const isOpening = entriesOf(story, "opened").some((each) => each.by === by && each.index > index);
    if (isOver || isAnswered || isOpening) return [];
    return [{ message: `${message} has no answer.`, entry: index, cause: message }];
  });
}

/** Messages whose operation declares a reply, and that carry no id by which it could be told. */
function withoutReply(story: Story, contract: Contract): readonly StoryFailure[] {
  return entriesOf(story, "sent").flatMap(({ by, id, message, index, step }): readonly StoryFailure[] => {
    if (id !== undefined || message === undefined || story.scenario.steps[step]?.do !== "send") return [];
    const replies = contract.channels
      .flatMap(({ operations }) => operations)
      .find((each) => each.action === "send" && each.messages.includes(message))?.reply?.messages;
    if (replies === undefined || replies.length === 0) return [];
    const came = entriesOf(story, "received").some(
      (each) => each.by === by && each.index > index && each.message !== undefined && replies.includes(each.message),
    );
    return came
      ? []
      : [{ message: `${message} was not answered by ${replies.join(" or ")}.`, entry: index, cause: message }];
  });
}

function answeredWrongly(story: Story): readonly StoryFailure[] {
  const replies = entriesOf(story, "reply");
  const sent = entriesOf(story, "sent");
  return replies.flatMap(({ by, to, index }): readonly StoryFailure[] => {
    const isAgain = replies.some((each) => each.by === by && each.to === to && each.index < index);
    const request = sent.find((each) => each.by === by && each.id === to);
    if (request === undefined)
      return [{ message: `An answer came to ${to}, which nobody has asked.`, entry: index, cause: "unasked" }];
    if (!isAgain) return [];
    const { message = "a request" } = request;
    return [{ message: `${message} was answered again.`, entry: index, cause: message }];
  });
}

/** Codes that say that something went wrong, or nothing. */
const abnormal = new Set([1005, 1006, 1011]);

function endedByNonsense(story: Story): readonly StoryFailure[] {
  if (story.scenario.kind !== "protocol") return [];
  return entriesOf(story, "closed").flatMap(({ by, cause, step: during, index, code }): readonly StoryFailure[] => {
    const nonsense = story.scenario.steps.findLastIndex(
      (each, at) => at <= during && each.do === "send" && each.as === by && each.message === undefined,
    );
    if (cause !== "server" || nonsense === -1) return [];
    const step = story.scenario.steps[nonsense];
    const hasId = step?.do === "send" && isObject(step.frame) && step.frame["id"] !== undefined;
    // Without an id there is nothing to answer to, and a code of its own is an answer too.
    if (!hasId && code !== undefined && !abnormal.has(code)) return [];
    return [{ message: `A frame that nobody knows ended the connection with ${code ?? "no code"}.`, entry: index }];
  });
}
