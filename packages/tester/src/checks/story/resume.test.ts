import type { Contract } from "@parlance/contract";
import { describe, expect, it } from "vitest";
import type { Story } from "../../run/story.js";
import { Tale } from "../../testing/tale.js";
import type { StoryContext } from "./story-check.js";
import { resumeChecks } from "./resume-checks.js";

const context = (extensions: Contract["channels"][number]["extensions"] = {}): StoryContext =>
  ({ contract: { channels: [{ name: "chat", extensions }] } }) as unknown as StoryContext;

/** Ids of the checks that find something wrong. */
function wrong(tale: Tale | Story, with_ = context()): readonly string[] {
  const story = tale instanceof Tale ? tale.story() : tale;
  return resumeChecks.flatMap((check) => check.look(story, with_).map(() => check.id));
}

/** Two listen; the second was cut behind message 1 while 2 was published, which only the first got. */
const cut = () =>
  new Tale()
    .open("reference")
    .subscribe("reference")
    .open("listener")
    .subscribe("listener")
    .publishTo(1, "reference", "listener")
    .cut("listener")
    .publishTo(2, "reference");

describe("a listener that was cut", () => {
  it("gets what it missed and what comes then", () => {
    const tale = cut()
      .resume("listener", { recovered: true })
      .comes("listener", 2, { replayed: true })
      .told("listener", { kind: "live" })
      .publishTo(3, "reference", "listener")
      .wait("listener", "reference");
    expect(wrong(tale)).toEqual([]);
  });

  it("may not miss anything", () => {
    expect(wrong(cut().resume("listener").wait("listener", "reference"))).toEqual(["resume-loses-nothing"]);
  });

  it("may miss what was not waited for, and what a story that broke off did not wait for", () => {
    expect(wrong(cut().resume("listener"))).toEqual([]);
    expect(wrong(cut().resume("listener").wait("listener", "reference").story(false))).toEqual([]);
    expect(wrong(cut().resume("listener").cut("listener").wait("listener", "reference"))).toEqual([]);
  });

  it("may not miss what comes behind a gap that was told", () => {
    const forged = cut().open("listener", { resume: "forged" }).told("listener", { kind: "gap" });
    expect(wrong(forged.wait("listener", "reference"))).toEqual([]);
    expect(wrong(forged.publishTo(3, "reference").wait("listener", "reference"))).toEqual(["unknown-position-told"]);
  });

  it("is not told of a recovery that is none", () => {
    const tale = cut().resume("listener", { recovered: true }).wait("listener", "reference");
    expect(wrong(tale)).toEqual(["recovery-as-told"]);
  });

  it("sees no hole between what was missed and what comes live", () => {
    const tale = cut()
      .resume("listener", { recovered: true })
      .comes("listener", 2, { replayed: true })
      .publishTo(3, "reference")
      .publishTo(4, "reference", "listener")
      .wait("listener", "reference");
    expect(wrong(tale)).toEqual(["replay-meets-live"]);
  });

  it("is told when its position is of nobody's issuing, unless nothing is missing", () => {
    const forged = () => cut().open("listener", { resume: "forged" });
    expect(wrong(forged().told("listener", { kind: "held" }).wait("listener", "reference"))).toEqual([
      "unknown-position-told",
    ]);
    const refused = forged().told("listener", { kind: "refused", message: "Begin anew." });
    expect(wrong(refused.wait("listener", "reference"))).toEqual([]);
    const everything = forged().told("listener", { kind: "held" }).comes("listener", 1).comes("listener", 2);
    expect(wrong(everything.wait("listener", "reference"))).toEqual([]);
  });

  it("is told of no gap when its position was issued moments before", () => {
    expect(wrong(cut().resume("listener", { recovered: false }))).toEqual(["position-holds"]);
    expect(wrong(cut().resume("listener").told("listener", { kind: "gap" }))).toEqual(["position-holds"]);
  });

  it("is not refused then", () => {
    const refused = (tale: Tale) => tale.happens({ kind: "refused", by: "listener", status: 400, message: "No." });
    const comesBack = (resume: true | "forged") => cut().open("listener", { resume });
    expect(wrong(refused(comesBack(true)))).toEqual(["position-holds"]);
    expect(wrong(refused(comesBack("forged")))).toEqual([]);
    expect(wrong(refused(comesBack(true).happens({ kind: "closed", by: "listener", cause: "cut" })))).toEqual([]);
  });
});

describe("the order of messages", () => {
  const listening = () => new Tale().open("listener").subscribe("listener");

  it("is that of their positions, within an epoch", () => {
    expect(wrong(listening().comes("listener", 2).comes("listener", 1))).toEqual(["positions-increase"]);
    const epochs = listening()
      .comes("listener", 2)
      .comes("listener", 1, { position: { epoch: "f", offset: 1 } });
    expect(wrong(epochs)).toEqual([]);
    const texts = listening().comes("listener", 1, { position: { offset: "b" } });
    expect(wrong(texts.comes("listener", 2, { position: { offset: "a" } }))).toEqual([]);
  });

  it("goes on over a cut", () => {
    const tale = listening().comes("listener", 2).cut("listener").resume("listener").comes("listener", 1);
    expect(wrong(tale)).toEqual(["positions-increase"]);
    const anew = listening().comes("listener", 2).cut("listener").open("listener").subscribe("listener", "start");
    expect(wrong(anew.comes("listener", 1).comes("listener", 2))).toEqual([]);
  });

  it("has one message a position", () => {
    const tale = listening()
      .comes("listener", 1)
      .comes("listener", 2, { position: { epoch: "e", offset: 1 } });
    expect(wrong(tale)).toEqual(["positions-increase"]);
  });

  it("is that of publishing", () => {
    const bare = { id: undefined, position: undefined };
    const tale = listening().publish(1, "one").publish(2, "two").publish(3, "one");
    const come = (...order: readonly number[]) => {
      const copy = listening().publish(1, "one").publish(2, "two").publish(3, "one");
      for (const n of order) copy.comes("listener", n, bare as object);
      return wrong(copy);
    };
    expect(wrong(tale)).toEqual([]);
    expect(come(2, 1, 3)).toEqual([]);
    expect(come(3, 1, 2)).toEqual(["order-kept"]);
  });

  it("has nothing replayed behind the end of the replay", () => {
    const over = listening().cut("listener").resume("listener").told("listener", { kind: "live" });
    expect(wrong(over.comes("listener", 1, { replayed: true }))).toEqual(["replay-ends"]);
    expect(wrong(over.cut("listener").resume("listener"))).toEqual(["replay-ends"]);
    const again = listening().told("listener", { kind: "live" }).cut("listener").resume("listener");
    expect(wrong(again.comes("listener", 1, { replayed: true }))).toEqual([]);
  });
});

describe("what is said to come before a message", () => {
  const listening = () =>
    new Tale()
      .open("listener")
      .subscribe("listener")
      .comes("listener", 1, { previous: 0 })
      .comes("listener", 3, { previous: 1 });

  it("is the last that came, also over a cut", () => {
    expect(wrong(listening().cut("listener").resume("listener").comes("listener", 4, { previous: 3 }))).toEqual([]);
    expect(wrong(listening().comes("listener", 4, { previous: 2 }))).toEqual(["previous-is-last"]);
    const at = { position: { epoch: "e", offset: 2 } };
    expect(wrong(listening().cut("listener").resume("listener", at).comes("listener", 4, { previous: 3 }))).toEqual([
      "previous-is-last",
    ]);
  });

  it("may be another behind a gap and in another epoch", () => {
    expect(wrong(listening().told("listener", { kind: "gap" }).comes("listener", 9, { previous: 7 }))).toEqual([]);
    const other = { position: { epoch: "f", offset: 2 }, previous: 0 };
    expect(wrong(listening().comes("listener", 4, other))).toEqual([]);
  });
});

describe("what is announced", () => {
  const replay = (replays: number) =>
    cut().resume("listener", { replays }).comes("listener", 2, { replayed: true }).told("listener", { kind: "live" });

  it("is as much as is replayed", () => {
    expect(wrong(replay(1))).toEqual([]);
    expect(wrong(replay(2))).toEqual(["replay-counted"]);
    expect(wrong(replay(0))).toEqual(["replay-counted"]);
  });

  it("is without what comes meanwhile", () => {
    const later = cut().resume("listener", { replays: 1 }).comes("listener", 2, { replayed: true });
    later.comes("listener", 3, { replayed: true }).told("listener", { kind: "live" });
    expect(wrong(later)).toEqual([]);
  });

  it("may come over the next connection", () => {
    const broken = cut().resume("listener", { replays: 2 }).cut("listener").resume("listener", { replays: 0 });
    expect(wrong(broken.told("listener", { kind: "live" }))).toEqual([]);
  });
});

describe("a message", () => {
  const listening = () => new Tale().open("listener").subscribe("listener");

  it("comes once, also over a cut and when its channel was subscribed to twice", () => {
    const once = ["delivered-once"];
    expect(wrong(listening().comes("listener", 1).comes("listener", 1))).toEqual(once);
    expect(wrong(listening().comes("listener", 1).cut("listener").resume("listener").comes("listener", 1))).toEqual(
      once,
    );
    expect(wrong(listening().subscribe("listener").comes("listener", 1).comes("listener", 1))).toEqual(once);
    const other = { id: "other", position: { epoch: "e", offset: 2 } };
    expect(wrong(listening().publishTo(1, "listener").comes("listener", 1, other))).toEqual(once);
  });

  it("comes again from the start, behind a gap, and where it is to be acknowledged", () => {
    expect(wrong(listening().comes("listener", 1).subscribe("listener", "start").comes("listener", 1))).toEqual([]);
    const gap = listening().comes("listener", 1).told("listener", { kind: "gap" });
    expect(wrong(gap.comes("listener", 1))).toEqual([]);
    const acknowledged = context({ "x-parlance-acknowledgement": { receive: { messages: ["m"] } } });
    expect(wrong(listening().comes("listener", 1).comes("listener", 1), acknowledged)).toEqual([]);
  });

  it("comes as often as it was published, where nothing but its data tells it", () => {
    const bare = { id: undefined, position: undefined } as object;
    const twice = listening().publish(1).publish(1).comes("listener", 1, bare).comes("listener", 1, bare);
    expect(wrong(twice)).toEqual([]);
    expect(wrong(twice.comes("listener", 1, bare))).toEqual(["delivered-once"]);
  });

  it("is the same when it is replayed", () => {
    const replay = (more: object) =>
      wrong(
        cut()
          .resume("listener")
          .comes("listener", 2, { replayed: true, ...more })
          .wait("listener", "reference"),
      );
    expect(replay({})).toEqual([]);
    expect(replay({ data: { n: "two" } })).toEqual(["replay-is-same"]);
    expect(replay({ position: { epoch: "e", offset: 7 } })).toEqual(["replay-is-same"]);
    expect(replay({ id: "other" })).toEqual(["resume-loses-nothing", "replay-is-same"]);
  });
});

describe("what is somebody else's", () => {
  it("does not come to who never subscribed to it", () => {
    expect(wrong(new Tale().open("listener").comes("listener", 1))).toEqual(["nothing-foreign"]);
    expect(wrong(new Tale().open("listener").told("listener", { kind: "held" }).comes("listener", 1))).toEqual([]);
  });

  it("does not come from another tenant, nor to one", () => {
    const tenants = () =>
      new Tale()
        .open("own")
        .open("other", { credential: "otherTenant" })
        .subscribe("own")
        .subscribe("other")
        .publish(1, "own")
        .publish(2, "other");
    expect(wrong(tenants().comes("own", 1).comes("other", 2))).toEqual([]);
    expect(wrong(tenants().comes("own", 2))).toEqual(["nothing-foreign"]);
    expect(wrong(tenants().comes("other", 1))).toEqual(["nothing-foreign"]);
  });

  it("is not taken up with a credential that does not do", () => {
    const cutOff = () => new Tale().open("listener").subscribe("listener").cut("listener");
    expect(wrong(cutOff().open("listener", { resume: true, credential: "revoked" }))).toEqual(["resume-guarded"]);
    const other = { resume: true, credential: "otherTenant" } as const;
    expect(wrong(cutOff().open("listener", { ...other, resumed: false }))).toEqual([]);
    expect(wrong(cutOff().open("listener", { ...other, resumed: true }))).toEqual(["resume-guarded"]);
    const unknown = { resume: "forged" } as const;
    expect(wrong(cutOff().open("listener", { ...unknown, resumed: false }))).toEqual([]);
    expect(wrong(cutOff().open("listener", { ...unknown, resumed: true }))).toEqual(["resume-guarded"]);
    const unscoped = cutOff().open("listener", { resume: true, credential: "unscoped", resumed: true });
    expect(wrong(unscoped)).toEqual([]);
    unscoped.told("listener", { kind: "held" });
    expect(wrong(unscoped)).toEqual([]);
    expect(wrong(unscoped, context({ "x-parlance-channel": { scopes: ["chat"] } }))).toEqual(["resume-guarded"]);
    const revoked = new Tale().open("listener", { credential: "revoked" }).subscribe("listener");
    expect(wrong(revoked.comes("listener", 1))).toEqual(["nothing-foreign"]);
  });
});

describe("an event stream", () => {
  const stream = () => new Tale().open("listener", { over: "sse" }).subscribe("listener");
  const event = (tale: Tale, n: number, id?: string) =>
    tale
      .happens({ kind: "received", by: "listener", frame: "", event: id === undefined ? {} : { id } })
      .comes("listener", n);

  it("has an id of its own for each message, or none at all", () => {
    expect(wrong(event(event(stream(), 1, "a"), 2, "b"))).toEqual([]);
    expect(wrong(event(event(stream(), 1), 2))).toEqual([]);
    expect(wrong(event(event(stream(), 1, "a"), 2, "a"))).toEqual(["event-ids-advance"]);
    expect(wrong(event(event(stream(), 1, "a"), 2))).toEqual(["event-ids-advance"]);
    const aside = event(stream(), 1, "a").happens({ kind: "received", by: "listener", frame: "", event: {} });
    expect(wrong(aside.comes("listener", 2, { position: undefined } as object))).toEqual([]);
  });

  it("can be read", () => {
    const broken = stream().happens({
      kind: "received",
      by: "listener",
      frame: "dta: 1",
      broken: "there is no field dta",
    });
    expect(wrong(broken)).toEqual(["event-stream-valid"]);
  });
});
