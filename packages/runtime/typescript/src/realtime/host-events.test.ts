import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { connectable, type Connectable } from "../../test/realtime.js";

/** A page, as far as the client looks at it. */
class Page extends EventTarget {
  readonly document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  readonly navigator = { onLine: true };
  listeners = 0;

  constructor() {
    super();
    for (const target of [this, this.document]) {
      const { addEventListener, removeEventListener } = target;
      target.addEventListener = (...listener: Parameters<EventTarget["addEventListener"]>) => {
        this.listeners += 1;
        addEventListener.apply(target, listener);
      };
      target.removeEventListener = (...listener: Parameters<EventTarget["removeEventListener"]>) => {
        this.listeners -= 1;
        removeEventListener.apply(target, listener);
      };
    }
  }
}

let page: Page;

beforeEach(() => {
  page = new Page();
  vi.stubGlobal("navigator", page.navigator);
  vi.stubGlobal("document", page.document);
  vi.stubGlobal("addEventListener", page.addEventListener);
  vi.stubGlobal("removeEventListener", page.removeEventListener);
});

// Not after each: clients are closed when a test is over, and remove their listeners.
afterAll(() => vi.unstubAllGlobals());

async function disconnected(): Promise<Connectable> {
  const setup = connectable();
  await setup.realtime.connect();
  setup.transport.refuse(3);
  setup.transport.connection.cut();
  setup.clock.advance(250);
  await vi.waitFor(() => expect(setup.realtime.state).toMatchObject({ attempt: 2, retryAt: expect.any(Number) }));
  return setup;
}

test("the network's return is an occasion to connect now", async () => {
  const { transport } = await disconnected();
  const before = transport.connections.length;
  page.dispatchEvent(new Event("offline"));
  page.dispatchEvent(new Event("online"));
  expect(transport.connections.length).toBe(before + 1);
});

test.each([
  ["the page is visible again", () => page.document.dispatchEvent(new Event("visibilitychange"))],
  ["the page comes back from the browser's cache", () => page.dispatchEvent(new Event("pageshow"))],
])("when %s the client connects now", async (_, happen) => {
  const { transport } = await disconnected();
  const before = transport.connections.length;
  happen();
  expect(transport.connections.length).toBe(before + 1);
});

test("nothing happens when the page is hidden", async () => {
  const { transport } = await disconnected();
  const before = transport.connections.length;
  page.document.visibilityState = "hidden";
  page.document.dispatchEvent(new Event("visibilitychange"));
  expect(transport.connections.length).toBe(before);
});

test("a client that begins offline waits", async () => {
  page.navigator.onLine = false;
  const { realtime, transport, clock } = connectable();
  const connecting = realtime.connect();
  clock.advance(60_000);
  await Promise.resolve();
  expect(transport.connections).toHaveLength(0);
  page.dispatchEvent(new Event("online"));
  await connecting;
});

test("a timer that fires late tells that the host slept, and a connection that died meanwhile is replaced", async () => {
  const { realtime, transport, clock } = connectable({ onFrame: ({ type }) => type === "ping" });
  await realtime.connect();
  clock.jump(70_000);
  clock.advance(3_250);
  await vi.waitFor(() => expect(transport.connections).toHaveLength(2));
  expect(transport.connections[0]?.closed).toBeDefined();
});

test("closing removes every listener", async () => {
  const { realtime } = connectable();
  await realtime.connect();
  expect(page.listeners).toBeGreaterThan(0);
  await realtime.close();
  expect(page.listeners).toBe(0);
});
