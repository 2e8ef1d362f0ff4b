import { expect, test, vi } from "vitest";
import { connectable, type Connectable } from "../../../test/realtime.js";
import { RealtimeError } from "../realtime-error.js";
import type { DocumentWatch } from "./document-watch.js";
import type { DiffStep, DocumentState } from "./document.js";
import type { WatchDocumentOptions } from "./watch-document-options.js";
import { watchDocument } from "./watch-document.js";

interface Exam {
  readonly open: boolean;
  readonly attempts?: number;
}

interface Watching extends Connectable {
  readonly watch: DocumentWatch<Exam>;
  readonly states: (readonly [number, unknown])[];
  readonly change: (revision: number, diff: readonly DiffStep[], kind?: string) => void;
}

const attempts = (value: number): DiffStep[] => [{ op: "add", path: "/attempts", value }];

function watching(options: Pick<WatchDocumentOptions<Exam>, "read" | "signal" | "onError">): Watching {
  const setup = connectable();
  const states: (readonly [number, unknown])[] = [];
  const address = { collection: "exams", document: "exam-12" };
  const watch = watchDocument<Exam>(setup.realtime, address, {
    ...options,
    onState: ({ revision, data }, change) => states.push([revision, change?.kind ?? data]),
  });
  const change = (revision: number, diff: readonly DiffStep[], kind = "merged"): void => {
    const data = { revision, previousRevision: revision - 1, kind, diff };
    setup.transport.connection.publish("document:exams:exam-12", "document.updated", {
      type: "document.updated",
      data,
    });
  };
  return { ...setup, watch, states, change };
}

test("a document is read, then its changes are applied in order, each once", async () => {
  const { watch, states, change, transport } = watching({
    read: async () => ({ revision: 3, data: { open: false } }),
  });
  expect(watch.state).toBeUndefined();
  await expect(watch.ready).resolves.toEqual({ revision: 3, data: { open: false } });
  expect(transport.connection.framesOf("hello")[0]?.subscriptions).toMatchObject([
    { channel: "document:exams:exam-12", returnMode: "diff" },
  ]);
  change(3, [{ op: "replace", path: "/open", value: null }]);
  change(4, [{ op: "replace", path: "/open", value: true }]);
  change(5, attempts(1));
  expect(watch.state).toEqual({ revision: 5, data: { open: true, attempts: 1 } });
  expect(states).toEqual([
    [3, { open: false }],
    [4, "merged"],
    [5, "merged"],
  ]);
});

test("by default it is read over the connection", async () => {
  const { realtime, transport } = connectable({
    onFrame: (frame, connection) => {
      if (frame.type !== "request") return false;
      connection.push({ type: "ok", id: frame.id, result: { id: "d", revision: 1, data: { open: true } } });
      return true;
    },
  });
  const { ready } = watchDocument(realtime, { collection: "exams", document: "d" });
  await expect(ready).resolves.toEqual({ revision: 1, data: { open: true } });
  expect(transport.connection.framesOf("request")).toMatchObject([
    { method: "documents.get", params: { collection: "exams", document: "d" } },
  ]);
});

test("changes that come while it is read are not lost", async () => {
  let finish = (_: DocumentState): void => undefined;
  const { watch, change, transport } = watching({ read: () => new Promise((resolve) => (finish = resolve)) });
  await watch.subscription.ready;
  await vi.waitFor(() => expect(transport.connections).toHaveLength(1));
  change(4, attempts(1));
  change(5, attempts(2));
  finish({ revision: 4, data: { open: true, attempts: 1 } });
  await watch.ready;
  await vi.waitFor(() => expect(watch.state).toEqual({ revision: 5, data: { open: true, attempts: 2 } }));
});

test("it is read again when a change is missing, does not fit, or a gap is told", async () => {
  const read = vi
    .fn<() => Promise<DocumentState>>()
    .mockResolvedValueOnce({ revision: 1, data: { open: false } })
    .mockResolvedValueOnce({ revision: 5, data: { open: true } })
    .mockResolvedValueOnce({ revision: 6, data: { open: true, attempts: 6 } })
    .mockResolvedValueOnce({ revision: 9, data: { open: false } });
  const { watch, change, transport } = watching({ read });
  await watch.ready;
  change(4, attempts(1));
  await vi.waitFor(() => expect(watch.state).toEqual({ revision: 5, data: { open: true } }));
  change(6, [{ op: "remove", path: "/nothing" }]);
  await vi.waitFor(() => expect(watch.state?.revision).toBe(6));
  const [from, to] = [
    { epoch: "memory01", offset: 2 },
    { epoch: "memory02", offset: 0 },
  ];
  transport.connection.push({ type: "gap", channel: "document:exams:exam-12", from, to, reason: "epoch_changed" });
  await vi.waitFor(() => expect(watch.state?.revision).toBe(9));
  expect(read).toHaveBeenCalledTimes(4);
});

test("there may be none yet, and it may go and come back", async () => {
  const missing = new RealtimeError({ code: "not_found", message: "There is none.", retryable: false });
  const read = vi.fn<() => Promise<DocumentState>>().mockRejectedValueOnce(missing);
  const { watch, change, states } = watching({ read });
  await expect(watch.ready).resolves.toEqual({ revision: 0, data: undefined });
  change(1, [{ op: "add", path: "/open", value: true }], "created");
  change(2, [], "deleted");
  expect(states).toEqual([
    [0, undefined],
    [1, "created"],
    [2, "deleted"],
  ]);
  expect(watch.state).toEqual({ revision: 2, data: undefined });
  read.mockResolvedValue({ revision: 3, data: { open: true } });
  change(3, [], "restored");
  await vi.waitFor(() => expect(watch.state).toEqual({ revision: 3, data: { open: true } }));
});

test("a reading that fails is tried again with waits, or ends the watch if that is no use", async () => {
  const busy = new RealtimeError({ code: "unavailable", message: "Busy.", retryable: true });
  const read = vi
    .fn<() => Promise<DocumentState>>()
    .mockRejectedValueOnce(busy)
    .mockResolvedValue({ revision: 1, data: {} });
  const { watch, clock } = watching({ read });
  await watch.subscription.ready;
  await vi.waitFor(() => expect(clock.pending).toBe(2));
  clock.advance(500);
  await watch.ready;
  const forbidden = new RealtimeError({ code: "forbidden", message: "No.", retryable: false });
  const onError = vi.fn<(error: Error) => void>();
  const refused = watching({ read: () => Promise.reject(forbidden), onError });
  await expect(refused.watch.ready).rejects.toBe(forbidden);
  expect(onError).toHaveBeenCalledExactlyOnceWith(forbidden);
  expect(refused.watch.subscription.state.status).toBe("unsubscribed");
});

test("it ends by `close`, by the signal, and with the client, and leaves no timer", async () => {
  const busy = new RealtimeError({ code: "unavailable", message: "Busy.", retryable: true });
  const controller = new AbortController();
  const { watch, realtime, clock } = watching({ read: () => Promise.reject(busy), signal: controller.signal });
  await watch.subscription.ready;
  await vi.waitFor(() => expect(clock.pending).toBe(2));
  controller.abort();
  await expect(watch.ready).rejects.toMatchObject({ code: "unsubscribed" });
  expect(clock.pending).toBe(1);
  await realtime.close();
  const closed = watching({ read: () => Promise.reject(busy) });
  await closed.watch.subscription.ready;
  await vi.waitFor(() => expect(closed.clock.pending).toBe(2));
  await closed.realtime.close();
  await expect(closed.watch.ready).rejects.toMatchObject({ code: "closed" });
  expect(closed.clock.pending).toBe(0);
});
