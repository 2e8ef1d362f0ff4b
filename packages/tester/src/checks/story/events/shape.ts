import type { Contract, Json, Schema } from "@parlance/contract";
import type { Story } from "../../../run/story.js";
import { isObject } from "../../../values/json-kinds.js";
import { shortened } from "../../../values/shortened.js";
import type { StoryCheck, StoryContext, StoryFailure } from "../story-check.js";
import { entriesOf } from "./story-view.js";

/** Letters of a value that a message shows. */
const longest = 120;

/** What comes is what the documents declare. */
export const shapeChecks: readonly StoryCheck[] = [
  {
    id: "message-declared",
    title: "A message is one that its channel declares",
    source: "AsyncAPI 3.0, section Messages Object",
    look: undeclared,
  },
  {
    id: "message-schema",
    title: "A message is what its schema says",
    source: "AsyncAPI 3.0, section Message Object",
    look: invalid,
  },
];

function undeclared(story: Story): readonly StoryFailure[] {
  const { subject } = story.scenario;
  const frames = entriesOf(story, "received").filter(({ message }) => message === undefined);
  const messages = entriesOf(story, "delivered").filter(({ delivered }) => delivered.message === undefined);
  return [
    ...frames.map(({ channel = subject, frame, index }) => ({
      subject: channel,
      message: `What came is no message that the channel declares: ${brief(frame)}`,
      entry: index,
      cause: kindOf(frame),
    })),
    ...messages.map(({ delivered, index }) => ({
      subject: delivered.channel === "" ? subject : delivered.channel,
      message: `What came on ${delivered.address} is no message that the channel declares: ${brief(delivered.data)}`,
      entry: index,
      cause: kindOf(delivered.data),
    })),
  ];
}

function invalid(story: Story, { contract, answers }: StoryContext): readonly StoryFailure[] {
  const mismatch = (name: string, value: Json) => {
    const payload = payloadOf(name, contract);
    return payload === undefined ? undefined : answers.mismatches(payload, value)[0];
  };
  const frames = entriesOf(story, "received").flatMap(
    ({ channel = story.scenario.subject, message = "", frame, index }): readonly StoryFailure[] => {
      const found = mismatch(message, frame);
      if (found === undefined) return [];
      const { pointer, message: why } = found;
      return [
        { subject: channel, message: `${message} at "${pointer}": ${why}.`, pointer, entry: index, cause: message },
      ];
    },
  );
  const messages = entriesOf(story, "delivered").flatMap(({ delivered, index }): readonly StoryFailure[] => {
    const { channel, message = "", data } = delivered;
    const found = mismatch(message, data);
    if (found === undefined) return [];
    const { pointer, message: why } = found;
    return [
      { subject: channel, message: `${message} at "${pointer}": ${why}.`, pointer, entry: index, cause: message },
    ];
  });
  return [...frames, ...messages];
}

function payloadOf(name: string, { messages }: Contract): Schema | undefined {
  return messages.find((each) => each.name === name)?.payload;
}

/** What tells one unknown message from another: its text members, without what is different each time. */
function kindOf(value: Json | string): string {
  const type = isObject(value) ? value["type"] : undefined;
  return typeof type === "string" ? type : "";
}

function brief(value: Json | string): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return shortened(text, longest);
}
