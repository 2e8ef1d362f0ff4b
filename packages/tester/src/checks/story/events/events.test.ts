import type { Json } from "@parlance/contract";
import { describe, expect, test } from "vitest";
import type { CredentialClass } from "../../../plan/case.js";
import type { Due, Scenario, ScenarioStep } from "../../../plan/scenario.js";
import type { Exchange } from "../../../run/exchange.js";
import type { Entry, Happening, Story, SubscriptionTold } from "../../../run/story.js";
import { boardEvents, boardRest } from "../../../testing/board-document.js";
import { contractOf } from "../../../testing/contract-of.js";
import { directed } from "../../../values/directed.js";
import { Validators } from "../../../values/validator.js";
import { eventChecks } from "./event-checks.js";

const contract = await contractOf({ openapi: { "board.yaml": boardRest }, asyncapi: { "live.yaml": boardEvents } });
const context = { contract, answers: new Validators(directed(contract, "response")) };

/** What the checks say of what happened, each in the step of its place. */
function saidOf(scenario: Partial<Scenario>, ...happened: Happened): string[] {
  return [...new Set(failuresOf(scenario, ...happened).map(({ check }) => check))];
}

type Happened = readonly (readonly [step: number, Happening])[];

function failuresOf(scenario: Partial<Scenario>, ...happened: Happened) {
  const entries = happened.map(([step, each]): Entry => ({ ...each, step, atMs: step * 10 }));
  const story: Story = { scenario: { kind: "trigger", subject: "live", steps: [], ...scenario }, entries, whole: true };
  return eventChecks.flatMap((check) => check.look(story, context).map((each) => ({ ...each, check: check.id })));
}

function listening(by: string, credential: CredentialClass = "valid", told: SubscriptionTold = { kind: "held" }) {
  return [
    [0, { kind: "opening", by, over: "websocket", credential }],
    [0, { kind: "opened", by }],
    [1, { kind: "subscription", by, channel: "live", address: "/live#cards", told }],
  ] as const satisfies readonly (readonly [number, Happening])[];
}

function called(name: string, id: string, status: number, value: Json): Happening {
  const operation = contract.operations.find((each) => each.id === id);
  if (operation === undefined) throw new Error(id);
  const { method } = operation;
  const exchange: Exchange = {
    case: { operation: id, method, intent: { kind: "positive" }, credential: "valid", parameters: [] },
    operation,
    request: { method, target: "/cards", headers: [], secrets: [] },
    outcome: { kind: "answer", status, headers: [], body: Buffer.from(JSON.stringify(value)), elapsedMs: 1 },
  };
  return { kind: "called", name, exchange };
}

function call(name: string, operation: string): ScenarioStep {
  const method = operation === "cards.create" ? "POST" : "PATCH";
  const testCase = { operation, method, intent: { kind: "positive" }, credential: "valid", parameters: [] } as const;
  return { do: "call", step: { name, case: testCase, takes: [] } };
}

function delivered(by: string, data: Json, message?: string): Happening {
  const on = { channel: "live", address: "/live#cards", data, ...(message !== undefined && { message }) };
  return { kind: "delivered", by, delivered: on };
}

const card = { id: "card_1", text: "One", revision: 1 };
const created = (of: Json = card) => ({ type: "card.created", topic: "cards", card: of });
const due: Due = { call: "create", message: "cardCreated", to: "a", effect: "create", about: "create" };
const steps: readonly ScenarioStep[] = [
  { do: "open", as: "a", over: "websocket", credential: "valid" },
  { do: "subscribe", as: "a", to: { channel: "live", parameters: {} } },
  call("create", "cards.create"),
  { do: "wait", until: { events: 1, message: "cardCreated", of: "a" }, after: "create" },
];
const scenario = { steps, dues: [due] };
const made = [2, called("create", "cards.create", 201, card)] as const;

describe("Of a call that had success", () => {
  test("the event may come before the answer, and once is right", () => {
    const event = [2, delivered("a", created(), "cardCreated")] as const;
    expect(saidOf(scenario, ...listening("a"), event, made)).toEqual([]);
    expect(saidOf(scenario, ...listening("a"), made, event)).toEqual([]);
    expect(saidOf(scenario, ...listening("a"), event, made, event)).toEqual(["event-once"]);
  });

  test("an event that is missing or comes behind its time is told, if somebody was listening", () => {
    expect(saidOf(scenario, ...listening("a"), made)).toEqual(["event-in-time"]);
    const waited = [3, { kind: "received", by: "a", message: "ping", frame: { type: "ping" } }] as const;
    const late = [4, delivered("a", created(), "cardCreated")] as const;
    expect(saidOf(scenario, ...listening("a"), made, waited, late)).toEqual(["event-in-time"]);
    expect(saidOf(scenario, ...listening("a", "valid", { kind: "refused", message: "" }), made)).toEqual([]);
    expect(saidOf(scenario, made)).toEqual([]);
  });

  test("what is answered with 202 may come whenever it is done", () => {
    const accepted = [2, called("create", "cards.create", 202, card)] as const;
    expect(saidOf(scenario, ...listening("a"), accepted)).toEqual([]);
  });

  test("the event shows what the answer shows, and is what its schema says", () => {
    const other = [2, delivered("a", created({ ...card, text: "Two" }), "cardCreated")] as const;
    expect(saidOf(scenario, ...listening("a"), other, made)).toEqual(["event-as-read"]);
    const broken = [2, delivered("a", created({ id: "card_1", text: "One" }), "cardCreated")] as const;
    expect(saidOf(scenario, ...listening("a"), broken, made)).toEqual(["message-schema"]);
    const unknown = [2, delivered("a", { type: "card.made" })] as const;
    expect(saidOf({}, ...listening("a"), unknown)).toEqual(["message-declared"]);
  });

  test("a member that differs is told by a pointer to it, whatever its name", () => {
    const answered = [2, called("create", "cards.create", 201, { ...card, "due/by": "today" })] as const;
    const event = [2, delivered("a", created({ ...card, "due/by": "never" }), "cardCreated")] as const;
    const failures = failuresOf(scenario, ...listening("a"), answered, event);
    expect(failures.map(({ pointer }) => pointer)).toEqual(["/card/due~1by"]);
  });

  test("nobody of another tenant hears of it, and nobody who has not asked", () => {
    const event = created();
    const heard = [2, delivered("other", event, "cardCreated")] as const;
    const mine = [2, delivered("a", event, "cardCreated")] as const;
    expect(saidOf(scenario, ...listening("a"), ...listening("other", "otherTenant"), mine, made, heard)).toEqual([
      "tenant-untold",
    ]);
    expect(saidOf(scenario, [0, { kind: "opened", by: "a" }], mine)).toEqual(["channel-kept"]);
  });

  test("who opens a socket that is one channel has asked, also for a greeting", () => {
    const at = { channel: "board", parameters: {} };
    const open = { do: "open", as: "a", over: "websocket", credential: "valid", at } as const;
    const greeting = [0, delivered("a", created(), "cardCreated")] as const;
    expect(saidOf({ ...scenario, dues: [], steps: [open] }, greeting, [0, { kind: "opened", by: "a" }])).toEqual([]);
  });
});

test("A call that is refused brings no event", () => {
  const refused = { ...scenario, steps: [...steps, call("refused creation", "cards.create")] };
  const event = [2, delivered("a", created(), "cardCreated")] as const;
  const no = [4, called("refused creation", "cards.create", 400, {})] as const;
  const stray = [4, delivered("a", created({ ...card, id: "card_2" }), "cardCreated")] as const;
  expect(saidOf(refused, ...listening("a"), event, made, no)).toEqual([]);
  expect(saidOf(refused, ...listening("a"), event, made, no, stray)).toEqual(["refused-untold"]);
});

describe("Who must not listen", () => {
  test.each(["none", "forged", "expired"] as const)("is not let in with a credential that is %s", (credential) => {
    expect(saidOf({ kind: "auth" }, ...listening("s", credential))).toEqual(["listener-refused"]);
    const refused = { kind: "refused", message: "" } as const;
    expect(saidOf({ kind: "auth" }, ...listening("s", credential, refused))).toEqual([]);
    const closed = [1, { kind: "closed", by: "s", code: 4001, cause: "server" }] as const;
    expect(saidOf({ kind: "auth" }, ...listening("s", credential), closed)).toEqual([]);
  });

  test("is refused in a way after which no client comes back with the same", () => {
    const opening = [0, { kind: "opening", by: "s", over: "websocket", credential: "forged" }] as const;
    const refused = (code: number) => [0, { kind: "refused", by: "s", code, message: "" }] as const;
    expect(saidOf({ kind: "auth" }, opening, refused(4001))).toEqual([]);
    expect(saidOf({ kind: "auth" }, opening, refused(4000))).toEqual(["close-code-declared"]);
    expect(saidOf({ kind: "auth" }, opening, refused(1006))).toEqual(["close-code-declared"]);
  });

  test("hears nothing once the subscription is refused", () => {
    const refused = listening("s", "unscoped", { kind: "refused", message: "" });
    const heard = [2, delivered("s", created(), "cardCreated")] as const;
    expect(saidOf({}, ...refused, heard)).toEqual(["refused-hears-nothing"]);
  });
});

describe("A message that leaves out one connection", () => {
  const exclude = { kind: "exclude" } as const;
  const sent = (name: string, step: number, status = 202) =>
    [step, called(name, "cards.create", status, card)] as const;
  const both = [...listening("a"), ...listening("b"), sent("publish to others", 2), sent("publish to all", 3)];
  const heard = (by: string, text: string) =>
    [3, delivered(by, { type: "said", topic: "talk", text }, "said")] as const;

  test("comes to the other, and what is sent to all comes to both", () => {
    const rightly = [heard("b", "others"), heard("b", "all"), heard("a", "all")];
    expect(saidOf(exclude, ...both, ...rightly)).toEqual([]);
  });

  test("does not come to the one, nor is it kept from the other", () => {
    const all = [heard("b", "others"), heard("b", "all"), heard("a", "others"), heard("a", "all")];
    expect(saidOf(exclude, ...both, ...all)).toEqual(["excluded-hears-nothing"]);
    expect(saidOf(exclude, ...both, heard("b", "all"), heard("a", "all"))).toEqual(["excluded-hears-nothing"]);
  });

  test("says nothing where it was refused, or where both are alike", () => {
    const refused = [
      ...listening("a"),
      ...listening("b"),
      sent("publish to others", 2, 400),
      sent("publish to all", 3),
    ];
    expect(saidOf(exclude, ...refused, heard("b", "all"), heard("a", "all"))).toEqual([]);
    const alike = [heard("b", "all"), heard("b", "all"), heard("a", "all")];
    expect(saidOf(exclude, ...both, ...alike)).toEqual([]);
  });
});

describe("What one publishes", () => {
  const said = (text: string) => ({ type: "said", topic: "talk", text });
  const publish = (text: string): ScenarioStep => ({
    do: "publish",
    as: "a",
    to: { channel: "live", parameters: {} },
    data: said(text),
  });
  const talk = { kind: "publish", steps: [...steps.slice(0, 2), publish("one"), publish("two")] } as const;
  const sent = (step: number) => [step, { kind: "sent", by: "a", message: "said", frame: {} }] as const;
  const heard = (by: string, text: string) => [3, delivered(by, said(text), "said")] as const;
  const both = [...listening("a"), ...listening("b"), sent(2), sent(3)];

  test("comes to those who listen, in order, and once", () => {
    expect(saidOf(talk, ...both, heard("b", "one"), heard("b", "two"))).toEqual([]);
    expect(saidOf(talk, ...both, heard("b", "two"))).toEqual(["publish-delivered"]);
    expect(saidOf(talk, ...both, heard("b", "two"), heard("b", "one"))).toEqual(["publish-in-order"]);
    expect(saidOf(talk, ...both, heard("b", "one"), heard("b", "one"), heard("b", "two"))).toEqual(["publish-once"]);
  });

  test("comes back always or never", () => {
    const arrived = [heard("b", "one"), heard("b", "two")];
    expect(saidOf(talk, ...both, ...arrived, heard("a", "one"), heard("a", "two"))).toEqual([]);
    expect(saidOf(talk, ...both, ...arrived, heard("a", "one"))).toEqual(["publish-delivered"]);
  });
});

describe("A request", () => {
  const sent = [0, { kind: "sent", by: "a", message: "ask", frame: {}, id: 7 }] as const;
  const reply = (to: number) => [0, { kind: "reply", by: "a", to, ok: true, frame: {} }] as const;

  test("is answered once, under its id", () => {
    expect(saidOf({}, sent, reply(7))).toEqual([]);
    expect(saidOf({}, sent)).toEqual(["request-answered"]);
    expect(saidOf({}, sent, reply(7), reply(7))).toEqual(["answered-once"]);
    expect(saidOf({}, sent, reply(8))).toEqual(["request-answered", "answered-once"]);
  });

  test("that nobody knows ends the connection with a code of its own, or not at all", () => {
    const nonsense = { kind: "protocol", steps: [{ do: "send", as: "a", frame: { what: 1 } }] } as const;
    const closed = (code: number) => [0, { kind: "closed", by: "a", code, cause: "server" }] as const;
    expect(saidOf(nonsense, closed(1007))).toEqual([]);
    expect(saidOf(nonsense, closed(1011))).toEqual(["connection-kept"]);
    const numbered = { ...nonsense, steps: [{ do: "send", as: "a", frame: { id: 1 } }] } as const;
    expect(saidOf(numbered, closed(1007))).toEqual(["connection-kept"]);
  });
});

test("Who enters and leaves is told once each, and to those who come later", () => {
  const presence = (action: "enter" | "leave"): ScenarioStep => ({
    do: "presence",
    as: "m",
    at: { channel: "live", parameters: {} },
    action,
  });
  const room = { kind: "presence", steps: [presence("enter"), presence("leave")] } as const;
  const asked = [0, 1].flatMap((step) => [
    [step, { kind: "sent", by: "m", message: "presence", frame: {}, id: step }] as const,
    [step, { kind: "reply", by: "m", to: step, ok: true, frame: {} }] as const,
  ]);
  const member = (by: string, action: "here" | "entered" | "left") =>
    [1, { kind: "member", by, address: "/live", action, member: "ada" }] as const;
  const told = [member("a", "entered"), member("late", "here"), member("a", "left")];
  expect(saidOf(room, ...asked, ...told)).toEqual([]);
  expect(saidOf(room, ...asked, ...told.slice(0, 2))).toEqual(["presence-told"]);
  expect(saidOf(room, ...asked, ...told, member("a", "entered"))).toEqual(["presence-told"]);
  expect(saidOf(room, ...asked, member("a", "entered"), member("a", "left"))).toEqual(["presence-listed"]);
});
