import { Listener, isLetIn, refusalOf } from "../listen.ts";
import { newName, type Probe, type ProbeApi } from "../probe.ts";
import { forged } from "../tokens.ts";

/** Probes of how a session begins, of what requests are answered, and of who is present, by the fault's id. */
export const replyProbes: Readonly<Record<string, Probe>> = {
  "events-hello-missing": (api) => isLetIn(api, undefined),
  "events-hello-malformed": (api) => isLetIn(api, "no token"),
  "events-hello-forged": (api) => isLetIn(api, forged(api.credentials.valid)),
  "events-hello-expired": (api) => isLetIn(api, api.credentials.expired),
  "events-hello-revoked": (api) => isLetIn(api, api.credentials.revoked),
  "events-close-code": async (api) => (await refusalOf(api, forged(api.credentials.valid)))?.code === 4200,
  "events-bye-missing": async (api) => (await refusalOf(api, forged(api.credentials.valid)))?.bye === false,
  "events-reply-missing": published(async ({ answers }) => answers.length === 0),
  "events-reply-twice": published(async ({ answers }) => answers.length === 2),
  "events-reply-id": published(async ({ answers }) => answers[0]?.["id"] === 1077),
  "events-reply-offset": published(async ({ answers, message }) => answers[0]?.["offset"] !== message?.["offset"]),
  "events-refusal-as-ok": async (api) => {
    const listener = await Listener.open(api);
    const answer = await listener.socket.ask({ type: "subscribe", channel: "no channel" });
    listener.close();
    return answer["type"] === "ok";
  },
  "events-publish-repeated": async (api) => {
    const [listener, channel] = [await Listener.open(api), newName()];
    await listener.subscribe(channel);
    for (const data of [1, 2]) await listener.publish(channel, data, "same");
    const heard = await listener.messages(channel);
    listener.close();
    return heard.length === 2;
  },
  "events-unknown-frame-closes": async (api) => {
    const { socket } = await Listener.open(api);
    const closed = await socket.ask({ type: "whistle" }).then(
      () => false,
      () => true,
    );
    socket.close();
    return closed;
  },
  "events-ping-unanswered": async (api) => {
    const listener = await Listener.open(api);
    listener.socket.raw({ type: "ping" });
    const pongs = await listener.heard("pong");
    listener.close();
    return pongs.length === 0;
  },
  "events-enter-untold": present(async ({ enter, told }) => {
    await enter();
    return (await told()).length === 0;
  }),
  "events-leave-untold": present(async ({ enter, leave, told }) => {
    await enter();
    await leave();
    return !(await told()).includes("leave");
  }),
  "events-enter-twice": present(async ({ enter, told }) => {
    await enter();
    return (await told()).length === 2;
  }),
  "events-sync-lacks": present(async ({ enter, members }) => {
    await enter();
    return (await members()) === 0;
  }),
};

type Heard = Awaited<ReturnType<Listener["heard"]>>;

/** A probe of the answers to a publish with the id 77, and of its message. */
function published(
  look: (seen: { readonly answers: Heard; readonly message: Heard[number] | undefined }) => Promise<boolean>,
): Probe {
  return async (api) => {
    const [listener, channel] = [await Listener.open(api), newName()];
    await listener.subscribe(channel);
    listener.socket.raw({ type: "publish", id: 77, channel, publishId: "one", data: 1 });
    // It is answered in a transaction of its own, behind which a subscription waits for another one.
    await listener.subscribe(newName());
    const answers = await listener.heard("ok");
    const [message] = await listener.messages(channel);
    listener.close();
    return look({ answers, message });
  };
}

interface Present {
  readonly enter: () => Promise<unknown>;
  readonly leave: () => Promise<unknown>;
  /** What a listener was told of who comes and goes. */
  readonly told: () => Promise<readonly unknown[]>;
  /** How many members somebody sees who subscribes now. */
  readonly members: () => Promise<number>;
}

/** A probe of a channel that somebody enters and leaves. */
function present(look: (on: Present) => Promise<boolean>): Probe {
  return async (api) => {
    const channel = `presence-${newName()}`;
    const mode = ["presence"];
    const listener = await Listener.open(api);
    await listener.subscribe(channel, { mode });
    const member = await Listener.open(api, { token: await userToken(api, channel) });
    await member.subscribe(channel);
    const change = (action: string): Promise<unknown> => member.socket.ask({ type: "presence", channel, action });
    const seen = await look({
      enter: () => change("enter"),
      leave: () => change("leave"),
      told: async () => (await listener.heard("presence")).map(({ event }) => event),
      members: async () => {
        await listener.subscribe(channel, { mode });
        const sync = (await listener.heard("presence_sync")).at(-1)?.["members"];
        return Array.isArray(sync) ? sync.length : NaN;
      },
    });
    for (const each of [listener, member]) each.close();
    return seen;
  };
}

async function userToken(api: ProbeApi, channel: string): Promise<string> {
  const grants = [{ scopes: ["channels:subscribe"], resources: { name: channel } }];
  const { body } = await api.send("POST /v1/tokens", { body: { userId: "ada", lifetimeSeconds: 600, grants } });
  return String(body["token"]);
}
