import { describe, expect, test } from "vitest";
import { Presence, type PresenceChange } from "./presence.js";

const at = { project: "prj_1", channel: "presence-lobby" };
const ada = { id: "ada", userId: "ada", info: { name: "Ada" } };

function start() {
  const presence = new Presence();
  const told: PresenceChange[] = [];
  presence.watch((change) => told.push(change));
  return { presence, told, events: () => told.map(({ event, member, version }) => [event, member.id, version]) };
}

describe("a member", () => {
  test("enters with its first connection and leaves with its last", () => {
    const { presence, events } = start();
    presence.enter(at, "conn_1", ada, 1);
    presence.enter(at, "conn_2", ada, 2);
    expect(presence.member(at, "ada")).toMatchObject({ connectionIds: ["conn_1", "conn_2"], joinedAt: 1, state: {} });
    presence.leave(at, "conn_1", "ada");
    presence.leave(at, "conn_1", "ada");
    expect(presence.count(at)).toBe(1);
    presence.leave(at, "conn_2", "ada");
    expect(presence.members(at)).toEqual([]);
    expect(events()).toEqual([
      ["enter", "ada", 1],
      ["leave", "ada", 2],
    ]);
  });

  test("changes its state, also by entering once more with another one", () => {
    const { presence, told, events } = start();
    presence.enter(at, "conn_1", { ...ada, state: { typing: false } }, 1);
    expect(presence.update(at, "ada", { typing: true }, 5)).toBe(2);
    expect(presence.enter(at, "conn_1", { ...ada, state: { typing: true } }, 6)).toBe(2);
    expect(presence.enter(at, "conn_1", { ...ada, state: { away: true } }, 7)).toBe(3);
    expect(events().map(([event]) => event)).toEqual(["enter", "update", "update"]);
    expect(told.at(-1)?.member).toMatchObject({ state: { away: true }, version: 3, updatedAt: 7, joinedAt: 1 });
  });

  test("that is not there changes nothing", () => {
    const { presence, told } = start();
    expect(presence.update(at, "ada", {}, 1)).toBeUndefined();
    expect(presence.leave(at, "conn_1", "ada")).toBe(0);
    expect(told).toEqual([]);
  });
});

test("channels of different projects have nothing in common", () => {
  const { presence } = start();
  presence.enter(at, "conn_1", ada, 1);
  expect(presence.count({ ...at, project: "prj_2" })).toBe(0);
  expect(presence.members(at).map(({ id }) => id)).toEqual(["ada"]);
});

test("the numbers of a channel never go back, also when those of thousands were counted meanwhile", () => {
  const { presence } = start();
  const comeAndGo = (channel: string, project: string): void => {
    presence.enter({ project, channel }, "conn_1", ada, 1);
    presence.leave({ project, channel }, "conn_1", "ada");
  };
  for (let n = 0; n < 3; n++) comeAndGo(at.channel, at.project);
  expect(presence.version(at)).toBe(6);
  for (let n = 0; n < 10_001; n++) comeAndGo(`presence-${n}`, "prj_2");
  expect(presence.version(at)).toBe(6);
  expect(presence.enter(at, "conn_1", ada, 2)).toBe(7);
});
