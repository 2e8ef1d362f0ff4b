import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { SqliteStore } from "./sqlite-store.js";
import { kind, type Records } from "./store.js";

const things = kind<{ readonly n: number }>("thing");
const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

function open(options: { folder?: string; now?: { value: number } } = {}) {
  const now = options.now ?? { value: 1000 };
  const store = new SqliteStore({
    clock: () => now.value,
    ...(options.folder !== undefined && { folder: options.folder }),
  });
  cleanups.push(() => store.close().catch(() => undefined));
  const inProject = <Result>(work: (records: Records) => Promise<Result>, project = "prj_1") =>
    store.transaction((transaction) => work(transaction.records(project)));
  return { store, now, inProject };
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "parlance-store-"));
  cleanups.push(() => rmSync(path, { recursive: true }));
  return path;
}

describe("SqliteStore", () => {
  test("keeps a record with version, times and data", async () => {
    const { inProject, now } = open();
    const created = await inProject((records) => records.insert(things, { id: "a", data: { n: 1 } }));
    now.value = 2000;
    await inProject((records) => records.update(things, "a", { data: { n: 2 } }));
    const read = await inProject((records) => records.get(things, "a"));
    expect(created).toMatchObject({ version: 1, createdAt: 1000, data: { n: 1 } });
    expect(read).toMatchObject({
      version: 2,
      createdAt: 1000,
      updatedAt: 2000,
      data: { n: 2 },
      sequence: created.sequence,
    });
  });

  test("hides the records of another project", async () => {
    const { inProject } = open();
    await inProject((records) => records.insert(things, { id: "a", data: { n: 1 } }), "prj_2");
    const seen = await inProject(async (records) => [
      await records.get(things, "a"),
      ...(await records.list(things, { order: "asc", limit: 10 })),
      await records.remove(things, "a"),
    ]);
    expect(seen).toEqual([undefined, false]);
  });

  test("refuses a taken id and a taken key", async () => {
    const { inProject } = open();
    await inProject((records) => records.insert(things, { id: "a", key: "name", data: { n: 1 } }));
    await expect(inProject((records) => records.insert(things, { id: "a", data: { n: 2 } }))).rejects.toMatchObject({
      code: "already_exists",
    });
    await expect(
      inProject((records) => records.insert(things, { id: "b", key: "name", data: { n: 2 } })),
    ).rejects.toMatchObject({
      code: "already_exists",
    });
    await inProject((records) => records.insert(things, { id: "b", key: "name", parent: "p", data: { n: 2 } }));
  });

  test("undoes all of a transaction that fails", async () => {
    const { inProject } = open();
    const failing = inProject(async (records) => {
      await records.insert(things, { id: "a", data: { n: 1 } });
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await inProject((records) => records.get(things, "a"))).toBeUndefined();
  });

  test("runs transactions one after another", async () => {
    const { inProject } = open();
    await inProject((records) => records.insert(things, { id: "a", data: { n: 0 } }));
    const increment = () =>
      inProject(async (records) => {
        const before = await records.get(things, "a");
        await records.update(things, "a", { data: { n: (before?.data.n ?? 0) + 1 } });
      });
    await Promise.all(Array.from({ length: 20 }, increment));
    expect((await inProject((records) => records.get(things, "a")))?.data.n).toBe(20);
  });

  test("an expired record is not there, frees its id, and is swept", async () => {
    const { store, inProject, now } = open();
    await inProject((records) => records.insert(things, { id: "a", key: "k", data: { n: 1 }, expiresAt: 2000 }));
    await inProject((records) => records.insert(things, { id: "b", data: { n: 1 }, expiresAt: 2000 }));
    now.value = 2000;
    expect(await inProject((records) => records.count(things))).toBe(0);
    await inProject((records) => records.insert(things, { id: "a", key: "k", data: { n: 2 } }));
    expect(await store.sweep()).toBe(1);
    expect((await inProject((records) => records.find(things, "k")))?.data.n).toBe(2);
  });

  test("lists by sequence and by key, either way, after a position", async () => {
    const { inProject } = open();
    const ids = await inProject(async (records) => {
      for (const id of ["c", "a", "b"]) await records.insert(things, { id, key: `x-${id}`, data: { n: 1 } });
      await records.insert(things, { id: "z", data: { n: 1 } });
      const list = async (query: Parameters<typeof records.list>[1]) =>
        (await records.list(things, query)).map((record) => record.id).join("");
      const first = await records.get(things, "c");
      return [
        await list({ order: "asc", limit: 10 }),
        await list({ order: "desc", limit: 2 }),
        await list({ order: "asc", limit: 10, after: first?.sequence ?? 0 }),
        await list({ by: "key", order: "asc", limit: 10, prefix: "x-" }),
        await list({ by: "key", order: "asc", limit: 10, after: "x-a" }),
      ];
    });
    expect(ids).toEqual(["cabz", "zb", "abz", "abc", "bc"]);
  });

  test("counts the records of a parent that have a key, no further than asked", async () => {
    const { inProject } = open();
    const counted = await inProject(async (records) => {
      for (const id of ["a", "b", "c"]) await records.insert(things, { id, parent: "p", key: id, data: { n: 1 } });
      await records.insert(things, { id: "none", parent: "p", data: { n: 1 } });
      await records.insert(things, { id: "other", parent: "q", key: "a", data: { n: 1 } });
      return Promise.all([0, 2, 3, 10].map((atMost) => records.countKeyed(things, "p", atMost)));
    });
    expect(counted).toEqual([0, 2, 3, 3]);
  });

  test("reopens what it wrote", async () => {
    const path = folder();
    const first = open({ folder: path });
    await first.inProject((records) => records.insert(things, { id: "a", data: { n: 1 } }));
    await first.store.close();
    const second = open({ folder: path });
    expect((await second.inProject((records) => records.get(things, "a")))?.data).toEqual({ n: 1 });
  });

  test("lets nobody but the owner read the file", () => {
    const path = folder();
    open({ folder: path });
    expect(statSync(join(path, "parlance.sqlite")).mode & 0o777).toBe(0o600);
  });

  test("refuses a folder that another store has open", () => {
    const path = folder();
    open({ folder: path });
    expect(() => open({ folder: path })).toThrow(/locked/);
  });
});
