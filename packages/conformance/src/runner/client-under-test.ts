import { FaultProxy } from "../proxy/fault-proxy.js";
import type { FrameFormat } from "../proxy/frame-format.js";
import type { JsonObject } from "../scenario/json.js";
import type { ClientSetup, TokenAnswer } from "../scenario/scenario.js";
import type { TesteeAnswer, TesteeEvent } from "../testee/protocol.js";
import type { TesteeProcess } from "../testee/testee-process.js";
import { ClientLog } from "./client-log.js";
import { addresses } from "./operations.js";
import type { PlatformUnderTest } from "./platform-under-test.js";

/** What a client is made in. */
export interface ClientSurroundings {
  readonly testee: TesteeProcess;
  readonly platform: PlatformUnderTest;
  readonly binary: FrameFormat;
  /** Tells the client's name apart from those of other scenarios in the same testee. */
  readonly scope: string;
}

/** A client of the testee with a network of its own, and a backend that gives it tokens. */
export class ClientUnderTest {
  readonly log = new ClientLog();
  readonly proxy: FaultProxy;
  readonly #setup: ClientSetup;
  readonly #surroundings: ClientSurroundings;
  readonly #id: string;
  #asked = 0;
  /** The token it was given last. */
  #lastToken = "";

  private constructor(name: string, setup: ClientSetup, surroundings: ClientSurroundings, proxy: FaultProxy) {
    this.proxy = proxy;
    this.#setup = setup;
    this.#surroundings = surroundings;
    this.#id = `${surroundings.scope}/${name}`;
  }

  static async create(name: string, setup: ClientSetup, surroundings: ClientSurroundings): Promise<ClientUnderTest> {
    const { platform, binary, testee } = surroundings;
    const proxy = await FaultProxy.listen({ target: platform.url, binary });
    const client = new ClientUnderTest(name, setup, surroundings, proxy);
    testee.listen(client.#id, (event) => client.#take(event));
    const options = setup.options ?? {};
    const path = setup.path ?? (options["transport"] === "sse" ? addresses.events : addresses.socket);
    const answer = await client.send("create", { url: proxy.url + path, options });
    if ("error" in answer) throw new Error(`The testee made no client: ${JSON.stringify(answer.error)}`);
    return client;
  }

  send(command: string, members: JsonObject): Promise<TesteeAnswer> {
    return this.#surroundings.testee.send(command, { ...members, client: this.#id });
  }

  async close(): Promise<void> {
    await this.send("close", {});
    await this.proxy.close();
  }

  #take(event: TesteeEvent): void {
    this.log.add(event);
    if (event.event === "token") void this.#giveToken(event);
    else if (event.event === "authorize") void this.#authorize(event);
  }

  /** Answers the client's question for a token as the scenario says. */
  async #giveToken({ ask }: TesteeEvent): Promise<void> {
    const answers = this.#setup.tokens ?? [{}];
    const answer: TokenAnswer = answers[Math.min(this.#asked, answers.length - 1)] ?? {};
    this.#asked += 1;
    const { kind = "valid" } = answer;
    if (kind === "failed" || kind === "refused") {
      await this.send("noToken", { ask: ask ?? 0, final: kind === "refused" });
      return;
    }
    if (kind !== "same") this.#lastToken = await this.#token(answer);
    await this.send("token", { ask: ask ?? 0, token: this.#lastToken });
  }

  #token(answer: TokenAnswer): Promise<string> {
    const { user, grants } = this.#setup;
    return this.#surroundings.platform.mint.token({
      ...(user !== undefined && { user }),
      ...(grants !== undefined && { grants }),
      ...answer,
    });
  }

  /** Lets the client onto a private or presence channel, as its backend would. */
  async #authorize({ ask, channel, connection }: TesteeEvent): Promise<void> {
    const { authorizes = ["subscribe", "publish", "presence", "history"] } = this.#setup;
    if (authorizes === false) {
      await this.send("noToken", { ask: ask ?? 0, final: true });
      return;
    }
    const { status, body } = await this.#surroundings.platform.call({
      operation: "channels.authorize",
      body: {
        channel: String(channel),
        connectionId: String(connection),
        permissions: authorizes,
      },
    });
    if (status === 201) await this.send("token", { ask: ask ?? 0, token: (body as JsonObject)["token"] ?? null });
    else await this.send("noToken", { ask: ask ?? 0, final: true });
  }
}
