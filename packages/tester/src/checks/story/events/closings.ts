import type { Contract, Json } from "@parlance/contract";
import type { Story } from "../../../run/story.js";
import { isObject } from "../../../values/json-kinds.js";
import type { StoryCheck, StoryFailure } from "../story-check.js";
import { entriesOf } from "./story-view.js";

/** Codes of RFC 6455 that nobody need declare. */
const ownCodes = new Set([1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013]);

/** Codes after which no client comes back. */
const alwaysFinal = new Set([1000, 1002, 1003, 1007, 1008, 1009, 1010]);

/** Classes of credentials with which the same happens again. */
const hopeless = new Set(["none", "malformed", "forged", "unsigned", "revoked"]);

/** How connections end. */
export const closingChecks: readonly StoryCheck[] = [
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

/** Close codes that the document declares, and whether a client comes back after them. */
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
