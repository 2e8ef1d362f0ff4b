import { describe, expect, test } from "vitest";
import { TestStreams } from "../../testing/test-streams.js";

const streams = await TestStreams.start();
const { platform } = streams;

describe("a ticket", () => {
  const ticket = async (): Promise<string> => String((await platform.send("POST /v1/tickets")).body["ticket"]);

  test("opens one stream", async () => {
    const shown = await ticket();
    const stream = await streams.get(`?ticket=${shown}`, {});
    expect(await stream.next()).toMatchObject({ type: "welcome" });
    expect((await streams.get(`?ticket=${shown}`, {})).response.status).toBe(401);
  });

  test("opens that stream again with its own Last-Event-ID alone", async () => {
    const [shown, channel] = [await ticket(), streams.fresh()];
    const stream = await streams.get(`?ticket=${shown}&channel=${channel}`, {});
    await stream.next("live");
    const other = await streams.get(`?ticket=${await ticket()}`, {});
    await other.next("welcome");
    stream.close();
    await streams.publish(channel, "missed");
    const again = (id: string) => streams.get(`?ticket=${shown}&channel=${channel}`, { "Last-Event-ID": id });
    expect((await again(other.lastId)).response.status).toBe(401);
    expect((await (await again(stream.lastId)).next("message")).frame).toMatchObject({ data: "missed" });
  });

  test("of a token that was revoked since opens nothing", async () => {
    const shortLived = await platform.sign({ jti: "tok_sse00001" });
    const made = await platform.send("POST /v1/tickets", { token: shortLived });
    await platform.send("POST /v1/tokens/revoke", { body: { tokenId: "tok_sse00001" } });
    expect((await streams.get(`?ticket=${String(made.body["ticket"])}`, {})).response.status).toBe(401);
  });
});
