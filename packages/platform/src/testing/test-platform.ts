import { afterAll } from "vitest";
import type { JsonObject } from "../json/json.js";
import { createPlatform, type Platform, type PlatformOptions } from "../platform.js";
import { audience, signToken } from "../security/sign-token.js";
import type { TokenClaims } from "../security/caller.js";

/** What a test sends. */
export interface TestRequest {
  /** Members become JSON; a text or bytes go as they are. */
  readonly body?: JsonObject | string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bearer token; null = no credentials. Default: the development application's. */
  readonly token?: string | null;
}

/** What came back. */
export interface TestResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: JsonObject;
  readonly text: string;
}

/** A real platform on a free port with a clock that the test turns. Closed when the file's tests are over. */
export class TestPlatform {
  readonly platform: Platform;
  readonly now: { value: number };
  readonly #token: string;

  private constructor(platform: Platform, options: { readonly now: { value: number }; readonly token: string }) {
    this.platform = platform;
    this.now = options.now;
    this.#token = options.token;
  }

  static async start(options: Omit<PlatformOptions, "clock"> = {}): Promise<TestPlatform> {
    const now = { value: Date.now() };
    const platform = await createPlatform({
      callsPerSecond: 100_000,
      checkAnswers: true,
      ...options,
      clock: () => now.value,
    });
    afterAll(() => platform.close());
    return new TestPlatform(platform, { now, token: await platform.token() });
  }

  /** Sends a call, e.g. `send("GET /v1/tunnels")`. */
  async send(line: string, request: TestRequest = {}): Promise<TestResponse> {
    const [method = "GET", path = "/"] = line.split(" ");
    const { body, token = this.#token } = request;
    const json = body !== undefined && typeof body !== "string" && !(body instanceof Uint8Array);
    const response = await fetch(this.platform.url + path, {
      method,
      headers: {
        ...(token !== null && { Authorization: `Bearer ${token}` }),
        ...(json && { "Content-Type": method === "PATCH" ? "application/merge-patch+json" : "application/json" }),
        ...request.headers,
      },
      ...(body !== undefined && { body: json ? JSON.stringify(body) : Buffer.from(body) }),
    });
    const text = await response.text();
    const isJson = /[/+]json$/u.test(response.headers.get("content-type") ?? "") && text !== "";
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? (JSON.parse(text) as JsonObject) : {},
    };
  }

  /** A token of the development application with claims of the test's own, signed with its secret or another one. */
  async sign(
    claims: Partial<TokenClaims>,
    secret = this.platform.application.clientSecret,
    keyId?: string,
  ): Promise<string> {
    const iat = claims.iat ?? Math.floor(this.now.value / 1000);
    const full = {
      iss: this.platform.application.clientId,
      aud: audience,
      iat,
      exp: iat + 60,
      jti: "tok_test0001",
      ...claims,
    };
    return signToken(full, { id: keyId ?? (await this.keyId()), secret });
  }

  /** The id of the development application's key. */
  async keyId(): Promise<string> {
    const { body } = await this.send("GET /v1/whoami");
    return String(body["keyId"]);
  }

  /** An application with these grants in the same project, and a token of it. */
  async application(grants: readonly JsonObject[]): Promise<{ id: string; secret: string; token: string }> {
    const { body } = await this.send("POST /v1/applications", { body: { name: "test", grants } });
    const [id, secret, key] = [String(body["id"]), String(body["clientSecret"]), body["key"] as JsonObject];
    return { id, secret, token: await this.sign({ iss: id }, secret, String(key["id"])) };
  }
}
