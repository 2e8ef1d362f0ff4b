import { type Static, Type } from "typebox";
import { Compile } from "typebox/schema";
import type { Case } from "../plan/case.js";
import type { Scenario } from "../plan/scenario.js";
import type { Sequence } from "../plan/sequence.js";
import type { Finding } from "../run/finding.js";
import { TesterError } from "../tester-error.js";

interface StoredBase {
  /** Version of this format. */
  readonly parlanceCase: 1;
  readonly url: string;
  /** The documents, as they were named on the command line. */
  readonly openapi: readonly string[];
  readonly asyncapi: readonly string[];
  /** Whose point of view AsyncAPI 3 documents take that do not say it. */
  readonly perspective?: "client" | "server";
  /** The profile's file. */
  readonly profile?: string;
  /** The run's seed, from which with `case.n` the values came. */
  readonly seed?: number;
  /** The check that failed. */
  readonly check: string;
  /** What it is about. */
  readonly subject: string;
  readonly message: string;
}

/** A finding that a request shows, or a sequence of them. */
export interface StoredRequest extends StoredBase {
  /** Status of the answer that failed; absent if there was none. */
  readonly status?: number;
  readonly case: Case;
  /** The sequence that shows it, if one request alone does not. */
  readonly sequence?: Sequence;
}

/** A finding that a scenario shows. */
export interface StoredScenario extends StoredBase {
  readonly scenario: Scenario;
}

/** A finding as a file: all that sending it again takes but the credential. */
export type StoredCase = StoredRequest | StoredScenario;

/** Where a run's documents are, and its seed. */
export type RunSettings = Pick<StoredBase, "url" | "openapi" | "asyncapi" | "perspective" | "profile" | "seed">;

const place = Type.Union(["path", "query", "header", "cookie"].map((each) => Type.Literal(each)));

const request = Type.Object({
  operation: Type.String(),
  method: Type.String(),
  intent: Type.Object({ kind: Type.String() }),
  credential: Type.String(),
  parameters: Type.Array(Type.Object({ in: place, name: Type.String(), value: Type.Unknown() })),
  body: Type.Optional(
    Type.Union([
      Type.Object({ kind: Type.Literal("value"), mediaType: Type.String(), value: Type.Unknown() }),
      Type.Object({ kind: Type.Literal("text"), mediaType: Type.String(), text: Type.String() }),
      Type.Object({ kind: Type.Literal("filling"), mediaType: Type.String(), bytes: Type.Integer() }),
    ]),
  ),
});

const step = Type.Object({
  name: Type.String(),
  case: request,
  takes: Type.Array(
    Type.Object({
      into: Type.Object({ in: Type.Union([place, Type.Literal("body")]), name: Type.String() }),
      what: Type.Union(
        ["id", "stranger", "etag", "next", "forged", "key", "url", "greeting"].map((each) => Type.Literal(each)),
      ),
      from: Type.String(),
      pointer: Type.Optional(Type.String()),
    }),
  ),
  follow: Type.Optional(Type.Literal(true)),
  goOn: Type.Optional(Type.Literal(true)),
});

/** What must hold of a file before it is sent anywhere; which intents there are is for the checks to know. */
const base = {
  parlanceCase: Type.Literal(1),
  url: Type.String(),
  openapi: Type.Array(Type.String()),
  asyncapi: Type.Array(Type.String()),
  perspective: Type.Optional(Type.Union([Type.Literal("client"), Type.Literal("server")])),
  profile: Type.Optional(Type.String()),
  seed: Type.Optional(Type.Integer()),
  check: Type.String(),
  subject: Type.String(),
  message: Type.String(),
};
const storedCase = Type.Union([
  Type.Object({
    ...base,
    status: Type.Optional(Type.Integer()),
    case: request,
    sequence: Type.Optional(Type.Object({ kind: Type.String(), steps: Type.Array(step, { minItems: 1 }) })),
  }),
  Type.Object({
    ...base,
    scenario: Type.Object({
      kind: Type.String(),
      subject: Type.String(),
      steps: Type.Array(Type.Object({ do: Type.String() }), { minItems: 1 }),
    }),
  }),
]);
const compiled = Compile(storedCase);

/** The file of a finding. It holds no credential. */
export function storeCase(finding: Finding, settings: RunSettings): string {
  const { check, message, subject } = finding;
  const stored: StoredCase = { parlanceCase: 1, ...settings, check, subject, message, ...shownBy(finding) };
  return `${JSON.stringify(stored, undefined, 2)}\n`;
}

function shownBy(finding: Finding): Omit<StoredRequest, keyof StoredBase> | Omit<StoredScenario, keyof StoredBase> {
  if (finding.kind === "story") return { scenario: finding.scenario };
  const { exchange, sequence } = finding;
  const { outcome } = exchange;
  return {
    ...(outcome.kind === "answer" && { status: outcome.status }),
    case: exchange.case,
    ...(sequence !== undefined && { sequence }),
  };
}

/**
 * Reads the file of a finding.
 *
 * @throws {TesterError} `case-invalid`
 */
export function parseStoredCase(text: string): StoredCase {
  const value = parse(text);
  const [valid, errors] = compiled.Errors(value);
  if (valid) return value as Static<typeof storedCase> as unknown as StoredCase;
  const { instancePath = "", message = "" } = errors[0] ?? {};
  throw invalid(`${instancePath === "" ? "it" : instancePath} ${message}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid("it is no JSON", cause);
  }
}

function invalid(why: string, cause?: unknown): TesterError {
  return new TesterError({
    code: "case-invalid",
    message: `The file is no stored case: ${why}.`,
    help: "Name a file that parlance test --cases has written.",
    cause,
  });
}
