import type { RunCoverage } from "../covered/coverage.js";
import { type OperationCoverage, wasTaken } from "../covered/operation-counts.js";
import type { ParameterCoverage } from "../covered/parameter-counts.js";
import type { Run } from "../run/run.js";

/** The kinds of things that can be left untested, in the order in which they are told. */
export const gapKinds = [
  "run",
  "operation",
  "answer",
  "credential",
  "parameter",
  "transition",
  "message",
  "webhook",
  "branch",
] as const;

/** Something that a run has not seen, so that nothing is said of it. */
export interface Gap {
  readonly kind: (typeof gapKinds)[number];
  /** The operation, channel, webhook, resource or schema; of the whole run its URL. */
  readonly subject: string;
  readonly text: string;
}

/** How many names a line tells before it only counts. */
const named = 8;

/** Everything that a run has not seen. */
export function gapsOf({ coverage, notes, url }: Run): readonly Gap[] {
  return [
    ...notes.map((text): Gap => ({ kind: "run", subject: url, text })),
    ...coverage.operations.flatMap(gapsOfOperation),
    ...gapsOfCredentials(coverage),
    ...coverage.parameters.flatMap(gapsOfParameter),
    ...gapsOfTransitions(coverage),
    ...gapsOfMessages(coverage),
    ...gapsOfBranches(coverage),
  ];
}

function gapsOfOperation(row: OperationCoverage): readonly Gap[] {
  const { operation: subject, notes, requests, answers, unseen } = row;
  const gap = (kind: Gap["kind"], text: string): Gap => ({ kind, subject, text });
  const statuses = [...new Set(answers.map(({ status }) => status))];
  const never =
    requests === 0 || wasTaken(row)
      ? []
      : [gap("operation", `never answered with success (only ${statuses.join(", ") || "nothing"})`)];
  const silent = requests === 0 && notes.length === 0 ? [gap("operation", "not called")] : [];
  const declared = unseen.map(({ status, mediaType }) => (mediaType === undefined ? status : `${status} ${mediaType}`));
  return [
    ...notes.map((note) => gap("operation", note)),
    ...never,
    ...silent,
    ...(requests === 0 || declared.length === 0 ? [] : [gap("answer", `never answered: ${listed(declared)}`)]),
  ];
}

/** One line a reason and class: it mostly holds for all operations alike. */
function gapsOfCredentials({ security }: RunCoverage): readonly Gap[] {
  const open = security.flatMap(({ subject, classes }) =>
    classes
      .filter(({ tried, notDue }) => tried === 0 && notDue !== true)
      .map(({ class: name, reason = "not tried" }) => ({ subject, name, reason })),
  );
  return [...Map.groupBy(open, ({ name, reason }) => `${name}: ${reason}`)].map(([text, all]): Gap => ({
    kind: "credential",
    subject: all.length === 1 ? (all[0]?.subject ?? "") : `${all.length} operations and channels`,
    text: all.length === 1 ? text : `${text} (${listed(all.map(({ subject }) => subject))})`,
  }));
}

function gapsOfParameter({ operation, name, in: place, keywords, present, absent, required }: ParameterCoverage) {
  if (present + absent === 0) return [];
  const missing = [
    ...(present === 0 ? ["present"] : []),
    ...(absent === 0 && !required ? ["absent"] : []),
    ...keywords
      .filter(({ tried }) => tried === 0)
      .map(({ way, pointer, keyword }) => `${way === "broken" ? "broken " : ""}${keyword}${at(pointer)}`),
  ];
  const what = name === undefined ? "body" : `${place} ${name}`;
  return missing.length === 0
    ? []
    : [{ kind: "parameter", subject: operation, text: `${what}: ${listed(missing)}` } satisfies Gap];
}

function gapsOfTransitions({ transitions }: RunCoverage): readonly Gap[] {
  return transitions.flatMap(({ resource, transitions: all }): readonly Gap[] => {
    const never = all.filter(({ count }) => count === 0).map(({ transition }) => transition);
    return never.length === 0 ? [] : [{ kind: "transition", subject: resource, text: listed(never) }];
  });
}

function gapsOfMessages({ channels, webhooks }: RunCoverage): readonly Gap[] {
  const ofChannels = channels.flatMap(({ channel: subject, messages, notes }): readonly Gap[] => {
    const sent = messages.filter((each) => each.sent === 0).map(({ message }) => message);
    const received = messages.filter((each) => each.received === 0).map(({ message }) => message);
    return [
      ...notes.map((note): Gap => ({ kind: "message", subject, text: note })),
      ...(sent.length === 0 ? [] : [{ kind: "message", subject, text: `never sent: ${listed(sent)}` } as const]),
      ...(received.length === 0
        ? []
        : [{ kind: "message", subject, text: `never received: ${listed(received)}` } as const]),
    ];
  });
  const ofWebhooks = webhooks.flatMap(({ webhook: subject, deliveries, notes }): readonly Gap[] => [
    ...notes.map((note): Gap => ({ kind: "webhook", subject, text: note })),
    ...(deliveries === 0 && notes.length === 0 ? [{ kind: "webhook", subject, text: "never called" } as const] : []),
  ]);
  return [...ofChannels, ...ofWebhooks];
}

function gapsOfBranches({ branches }: RunCoverage): readonly Gap[] {
  return [...Map.groupBy(branches, ({ schema }) => schema)].flatMap(([subject, all]): readonly Gap[] => {
    const of = (direction: "sent" | "received") =>
      all.filter((each) => each[direction] === 0).map(({ name, pointer }) => `${name}${at(pointer)}`);
    const [sent, received] = [of("sent"), of("received")];
    return [
      ...(sent.length === 0 ? [] : [{ kind: "branch", subject, text: `never sent: ${listed(sent)}` } as const]),
      ...(received.length === 0
        ? []
        : [{ kind: "branch", subject, text: `never received: ${listed(received)}` } as const]),
    ];
  });
}

function at(pointer: string): string {
  return pointer === "" ? "" : ` at ${pointer}`;
}

function listed(all: readonly string[]): string {
  const more = all.length - named;
  return more > 0 ? `${all.slice(0, named).join(", ")} and ${more} more` : all.join(", ");
}
