import type { Part, PartHost } from "../session/part.js";
import { Memberships } from "./memberships.js";
import { PresenceViews } from "./presence-views.js";

/** Presence, for `Session.use`: who is on a channel, told as `presenceSync` and `presence`; and the application's own. */
export function presence({ context, requests, subscriptions }: PartHost): Part {
  const views = new PresenceViews(context, (channel) => subscriptions.askForPresence(channel));
  const memberships = new Memberships(context, requests);
  return {
    asked: (body) => memberships.asked(body),
    settled: (body, outcome) => memberships.settled(body, outcome),
    received(frame) {
      if (frame.type === "presence") views.change(frame);
      else if (frame.type === "presence_sync") views.sync(frame);
      else return false;
      return true;
    },
    subscribed(channel, showsPresence) {
      if (showsPresence) views.restart(channel);
      memberships.subscribed(channel);
    },
    welcomed: (resumed) => memberships.welcomed(resumed, (channel) => subscriptions.find({ channel }) !== undefined),
    broken: () => views.clear(),
  };
}
