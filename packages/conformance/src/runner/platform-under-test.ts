import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPlatform, type ApplicationCredentials, type Platform, type PlatformOptions } from "@parlance/platform";
import type { Json, JsonObject } from "../scenario/json.js";
import { operations } from "./operations.js";
import { TokenMint } from "./tokens.js";

/** A call to the REST half. */
export interface RestCall {
  readonly operation: string;
  readonly path?: JsonObject;
  readonly query?: JsonObject;
  readonly headers?: JsonObject;
  readonly body?: Json;
}

/** The answer to a call. */
export interface RestAnswer {
  readonly status: number;
  readonly body: Json;
}

/** The platform of one scenario. */
export class PlatformUnderTest {
  readonly application: ApplicationCredentials;
  readonly mint: TokenMint;
  readonly #options: PlatformOptions;
  #platform: Platform | undefined;

  private constructor(platform: Platform, options: PlatformOptions, keyId: string) {
    this.#platform = platform;
    this.#options = options;
    this.application = platform.application;
    this.mint = new TokenMint(platform.application, keyId);
  }

  /** Starts a platform; `keeps` gives it a folder, so that it can be started again with what it stored. */
  static async start(given: JsonObject, keeps: boolean): Promise<PlatformUnderTest> {
    const data = keeps ? await mkdtemp(join(tmpdir(), "parlance-scenario-")) : undefined;
    const options: PlatformOptions = { callsPerSecond: 1000, ...given, ...(data !== undefined && { data }) };
    const platform = await createPlatform(options);
    const response = await fetch(`${platform.url}${operations.get("tokens.whoami")?.path ?? ""}`, {
      headers: { Authorization: `Bearer ${await platform.token()}` },
    });
    const { keyId } = (await response.json()) as { readonly keyId: string };
    return new PlatformUnderTest(platform, options, keyId);
  }

  get url(): string {
    if (this.#platform === undefined) throw new Error("The platform is stopped.");
    return this.#platform.url;
  }

  async call({ operation, path = {}, query = {}, headers = {}, body }: RestCall): Promise<RestAnswer> {
    const route = operations.get(operation);
    if (route === undefined) throw new Error(`${operation} is no operation.`);
    const url = new URL(
      this.url + route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name]))),
    );
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    const response = await fetch(url, {
      method: route.method,
      headers: {
        Authorization: `Bearer ${await this.mint.token({})}`,
        ...(body !== undefined && {
          "Content-Type": route.method === "PATCH" ? "application/merge-patch+json" : "application/json",
        }),
        ...(headers as Record<string, string>),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : (JSON.parse(text) as Json) };
  }

  async stop(): Promise<void> {
    await this.#platform?.close();
    this.#platform = undefined;
  }

  /** Starts it again, at another address. */
  async startAgain(): Promise<void> {
    this.#platform ??= await createPlatform(this.#options);
  }

  async close(): Promise<void> {
    await this.stop();
    if (this.#options.data !== undefined) await rm(this.#options.data, { recursive: true, force: true });
  }
}
