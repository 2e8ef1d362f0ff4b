import type { Json } from "@parlance/contract";
import { resourceIn, resourceSchemas } from "../../../plan/events/triggers.js";
import { resourcesOf } from "../../../plan/resource.js";
import type { Due } from "../../../plan/scenario.js";
import { isObject, isScalar } from "../../../values/json-kinds.js";
import type { Story } from "../../../run/story.js";
import { bodyOf, idFrom, successOf } from "../../../run/trace.js";
import { pointerTo, valueAt } from "../../../values/pointer.js";
import { schemasOf } from "../../../values/schemas.js";
import { shortened } from "../../../values/shortened.js";
import type { StoryCheck, StoryContext, StoryFailure } from "../story-check.js";
import { deliveredTo, doneIn, entriesOf, heldBefore, type Indexed, isAbout, same } from "./story-view.js";

/** A due whose call had success, with what came for it. */
interface Caused {
  readonly due: Due;
  readonly id: Json;
  readonly called: Indexed<"called">;
  /** Events of the message about the thing, of the whole story. */
  readonly events: readonly Indexed<"delivered">[];
  /** Dues of the same message about the same thing, in their order. */
  readonly siblings: readonly Due[];
}

const source = "AsyncAPI 3.0, section Message Object";

/** How deep a resource is looked for. */
const deepest = 4;
/** Letters of a value that a message shows. */
const longest = 80;

/** What a call that had success brings those who may hear it. */
export const triggeredChecks: readonly StoryCheck[] = [
  {
    id: "event-in-time",
    title: "A change brings its event in time",
    source,
    look: (story) => caused(story).flatMap((each) => untold(each, story)),
  },
  {
    id: "event-once",
    title: "A change brings its event once",
    source,
    look: (story) => caused(story).flatMap(repeated),
  },
  {
    id: "event-as-read",
    title: "An event shows the resource as reading it does",
    source,
    look: (story, context) => caused(story).flatMap((each) => differing(each, story, context)),
  },
];

/** What was caused, of what changed something, and of what could be heard. */
function caused(story: Story): readonly Caused[] {
  const done = doneIn(story);
  return (story.scenario.dues ?? []).flatMap((due): readonly Caused[] => {
    const id = idFrom(done, due.about)?.id;
    const called = entriesOf(story, "called").find(({ name }) => name === due.call);
    const isAccepted = successOf(done, due.call)?.outcome.status === 202;
    if (id === undefined || called === undefined || isAccepted || successOf(done, due.call) === undefined) return [];
    const isListening = heldBefore(story, due.to, called.index) || isReplayed(story, due);
    if (!isListening || changedNothing(due, done)) return [];
    const siblings = (story.scenario.dues ?? []).filter(
      ({ message, about, call }) =>
        message === due.message && about === due.about && successOf(done, call) !== undefined,
    );
    const events = deliveredTo(story, due.to).filter(
      ({ delivered }) => delivered.message === due.message && isAbout(delivered, id),
    );
    return [{ due, id, called, events, siblings }];
  });
}

/** A subscription from the start brings what was before it. */
function isReplayed({ scenario }: Story, { to }: Due): boolean {
  return scenario.steps.some((each) => each.do === "subscribe" && each.as === to && each.from === "start");
}

/** A change to what is there already is none. */
function changedNothing({ call, effect }: Due, done: ReturnType<typeof doneIn>): boolean {
  if (effect !== "change") return false;
  const after = bodyOf(done, call);
  const index = done.performed.findIndex(({ step }) => step.name === call);
  const before = done.performed
    .slice(0, index)
    .filter(({ step }) => step.case.method === "GET" || step.name === "create" || step.name.startsWith("change"))
    .map(({ step }) => bodyOf(done, step.name))
    .findLast(isObject);
  return isObject(after) && isObject(before) && same(withoutTimes(before), withoutTimes(after));
}

function withoutTimes(value: Json): Json {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([name]) => !/(?:At|_at|time|modified|updated|version|revision)$/iu.test(name)),
  );
}

function untold({ due, called, events, siblings }: Caused, story: Story): readonly StoryFailure[] {
  const deadline = story.entries.findLast(({ step }) => step === waitFor(story, due));
  const place = siblings.findIndex(({ call }) => call === due.call);
  const failure = { cause: `${due.message} ${due.effect}`, entry: called.index };
  const event = events[place];
  if (event === undefined)
    return [{ ...failure, message: `No ${due.message} came after ${called.exchange.operation.id} had success.` }];
  const isLate = deadline !== undefined && event.step > deadline.step && event.index > called.index;
  return isLate
    ? [{ ...failure, message: `${due.message} came late: ${event.atMs - called.atMs} ms after the answer.` }]
    : [];
}

function waitFor({ scenario: { steps } }: Story, { call, message }: Due): number {
  return steps.findIndex(
    (each) => each.do === "wait" && each.after === call && "events" in each.until && each.until.message === message,
  );
}

/** The same event again: with the same id, or word for word. One change may be told as several, each with other data. */
function repeated({ due, events }: Caused): readonly StoryFailure[] {
  const fresh = events.filter(({ delivered }) => delivered.replayed !== true);
  const isSingular = due.effect === "create" || due.effect === "remove";
  const again = fresh.find(({ delivered }, index) =>
    fresh
      .slice(0, index)
      .some((each) => isSingular || same(each.delivered.data, delivered.data) || isSameId(each, delivered.id)),
  );
  if (again === undefined) return [];
  const cause = `${due.message} ${due.effect}`;
  return [{ message: `${due.message} came ${fresh.length} times for one change.`, entry: again.index, cause }];
}

function isSameId({ delivered }: Indexed<"delivered">, id: string | undefined): boolean {
  return id !== undefined && delivered.id === id;
}

/** Members that the event shows otherwise than the answer to the call and the reading behind it. */
function differing(caused: Caused, story: Story, { contract }: StoryContext): readonly StoryFailure[] {
  const { due, called, events, siblings } = caused;
  if (due.effect === "remove") return [];
  const event = events[siblings.findIndex(({ call }) => call === due.call)];
  const payload = contract.messages.find(({ name }) => name === due.message)?.payload;
  const resource = resourcesOf(contract.operations).find((each) =>
    [each.create, ...each.changes].some(({ id }) => id === called.exchange.operation.id),
  );
  if (event === undefined || payload === undefined || resource === undefined) return [];
  const declared = resourceIn(payload, resourceSchemas(resource), schemasOf(contract));
  const pointer = declared ?? placeOf(event.delivered.data, caused.id, "");
  const shown = pointer === undefined ? undefined : valueAt(event.delivered.data, pointer);
  if (!isObject(shown)) return [];
  const done = doneIn(story);
  const index = done.performed.findIndex(({ step }) => step.name === due.call);
  const next = done.performed[index + 1]?.step;
  const read = next?.case.method === "GET" ? bodyOf(done, next.name) : undefined;
  const truths = [bodyOf(done, due.call), read].filter(isObject);
  return Object.keys(shown).flatMap((name): readonly StoryFailure[] => {
    const told = truths.filter((each) => each[name] !== undefined);
    if (told.length === 0 || told.some((each) => same(each[name], shown[name]))) return [];
    // Where another schema shows the same thing, its lists and objects may be others.
    if (
      declared === undefined &&
      !told.every((each) => isScalar(each[name]) && typeof each[name] === typeof shown[name])
    )
      return [];
    const [truth] = told;
    return [
      {
        message: `${due.message} shows ${name} as ${brief(shown[name])}, ${called.exchange.operation.id} answered ${brief(truth?.[name])}.`,
        pointer: `${pointer}${pointerTo(name)}`,
        entry: event.index,
        cause: `${due.message} ${due.effect}`,
      },
    ];
  });
}

/** JSON pointer to the object that has the id. */
function placeOf(value: Json, id: Json, pointer: string): string | undefined {
  if (!isObject(value) || pointer.split("/").length > deepest) return undefined;
  if (value["id"] === id) return pointer;
  for (const [name, member] of Object.entries(value)) {
    const found = placeOf(member, id, `${pointer}${pointerTo(name)}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function brief(value: Json | undefined): string {
  return shortened(JSON.stringify(value) ?? "nothing", longest);
}
