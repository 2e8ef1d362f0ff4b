import { instant, timestamp } from "../../clock.js";
import { problem } from "../../problem/platform-error.js";
import type { RoomSettings } from "./kinds.js";

/** The settings of a room, complete: what is left out or removed has its default, and times are in UTC. */
export function completeSettings(given: Partial<RoomSettings>, name: string): RoomSettings {
  const settings: RoomSettings = {
    displayName: given.displayName ?? name,
    description: given.description ?? "",
    users: given.users ?? [],
    managerIds: given.managerIds ?? [],
    metadata: given.metadata ?? {},
    privateMetadata: given.privateMetadata ?? null,
    media: given.media ?? "all",
    maxMembers: given.maxMembers ?? null,
    joinFrom: utc(given.joinFrom),
    joinUntil: utc(given.joinUntil),
    removeAt: utc(given.removeAt),
    removeAfterSeconds: given.removeAfterSeconds ?? null,
    emptyLifetimeSeconds: given.emptyLifetimeSeconds ?? null,
    previews: given.previews ?? false,
    syncAudioVideo: given.syncAudioVideo ?? false,
    labels: given.labels ?? {},
  };
  requireUsers(settings);
  return settings;
}

/** Of all members of a room's data, those that are settings. */
export function settingsOf(data: RoomSettings): RoomSettings {
  return completeSettings(data, data.displayName);
}

function utc(time: string | null | undefined): string | null {
  return time === null || time === undefined ? null : timestamp(instant(time));
}

/** Throws `unprocessable` if a user stands twice among the users, or a manager not at all. */
function requireUsers({ users, managerIds }: RoomSettings): void {
  const ids = new Set(users.map((user) => user.userId));
  if (ids.size < users.length) {
    throw problem("unprocessable", "A user stands twice among the users of the room.", {
      errors: [{ pointer: "/users", code: "unique", message: "must name each user once" }],
    });
  }
  const strangers = users.length === 0 ? [] : managerIds.filter((id) => !ids.has(id));
  if (strangers.length > 0) {
    throw problem("unprocessable", "A manager must be among the users of the room. Add it to users too.", {
      errors: strangers.map((id) => ({
        pointer: "/managerIds",
        code: "invalid",
        message: `"${id}" is not among users`,
      })),
    });
  }
}
