import type { Contract, Json } from "@parlance/contract";
import { isObject } from "../../../values/json-kinds.js";
import type { Story } from "../../../run/story.js";
import type { StoryCheck, StoryFailure } from "../story-check.js";
import { deliveredTo, entriesOf } from "./story-view.js";

const source = "AsyncAPI 3.0, section Security Scheme Object";

/** Who is let in, and how one is told that one is not. */
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
  {
    id: "close-code-declared",
    title: "A connection is closed with a code that is declared, and that does not ask for what cannot help",
    source: "RFC 6455, section 7.4",
    look: (story, { contract }) => closes(story, contract),
  },
  {
    id: "close-announced",
    title: "A connection is not closed without a word",
    source: "The document's own message for it",
    look: (story) =>
      [...entriesOf(story, "closed"), ...entriesOf(story, "refused")]
        .filter(({ announced }) => announced === false)
        .map(({ index, code }) => ({
          message: `It was closed with ${code ?? "no code"}, and nothing said why.`,
          entry: index,
        })),
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

/** Codes of RFC 6455 that nobody need declare. */
const ownCodes = new Set([1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013]);

function closes(story: Story, contract: Contract): readonly StoryFailure[] {
  const ranges = contract.channels.flatMap(({ extensions }) => rangesIn(extensions?.["x-close-codes"]));
  const finals = contract.channels.find(({ name }) => name === story.scenario.subject)?.extensions?.[
    "x-parlance-close"
  ];
  const final = isObject(finals) && Array.isArray(finals["final"]) ? (finals["final"] as readonly Json[]) : undefined;
  return [...entriesOf(story, "closed"), ...entriesOf(story, "refused")].flatMap((entry): readonly StoryFailure[] => {
    const { code, index, by } = entry;
    if (typeof code !== "number" || (entry.kind === "closed" && entry.cause !== "server")) return [];
    const range = ranges.find(({ from, to }) => code >= from && code <= to);
    if (range === undefined && (code === 1005 || code === 1006))
      return [{ message: `The connection ended without a close code.`, entry: index, cause: "none" }];
    if (range === undefined && ranges.length > 0 && !ownCodes.has(code))
      return [{ message: `${code} is no close code that the document declares.`, entry: index, cause: "undeclared" }];
    const credential = entriesOf(story, "opening").find((each) => each.by === by)?.credential;
    const isHopeless = entry.kind === "refused" && credential !== undefined && hopeless.has(credential);
    const isFinal =
      range === undefined
        ? final === undefined || final.includes(code) || alwaysFinal.has(code)
        : range.reconnect === "never";
    if (isFinal || !isHopeless) return [];
    return [
      {
        message: `A credential that is ${credential} is refused with ${code}, after which a client comes back with the same.`,
        entry: index,
        cause: "reconnect",
      },
    ];
  });
}

/** Codes after which no client comes back. */
const alwaysFinal = new Set([1000, 1002, 1003, 1007, 1008, 1009, 1010]);

/** With these the same happens again. */
const hopeless = new Set(["none", "malformed", "forged", "unsigned", "revoked"]);

interface Range {
  readonly from: number;
  readonly to: number;
  readonly reconnect: string;
}

function rangesIn(value: Json | undefined): readonly Range[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Json[]).flatMap((each): readonly Range[] => {
    if (!isObject(each)) return [];
    const { from, to = from, reconnect } = each;
    return typeof from === "number" && typeof to === "number"
      ? [{ from, to, reconnect: typeof reconnect === "string" ? reconnect : "never" }]
      : [];
  });
}
