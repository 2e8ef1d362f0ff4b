import type { ErrorCode } from "./error-code.js";

/** Marks our errors across realms and duplicate installs, where the class objects differ. */
const brand = Symbol.for("@parlance/error");

/** What every error of the runtime is made from. */
export interface ParlanceErrorInit {
  readonly code: ErrorCode;
  readonly message: string;
  readonly cause?: unknown;
  /** Whether the same call may succeed when made again later. Default: false. */
  readonly retryable?: boolean;
  /** Id of the operation that failed, where there is one. */
  readonly operation?: string | undefined;
}

/**
 * The one base class of everything the runtime throws.
 *
 * `instanceof` also holds for errors of another realm or of a second copy of this package.
 */
export class ParlanceError extends Error {
  /** The class's name on all copies of this package; minifiers do not touch it. */
  static readonly kind: string = "ParlanceError";

  /** Stable and machine-readable; the platform's own codes or one of the runtime's. */
  readonly code: ErrorCode;
  /** Whether the same call may succeed when made again later. */
  readonly retryable: boolean;
  /** Id of the operation that failed, where there is one. */
  readonly operation: string | undefined;

  constructor(init: ParlanceErrorInit) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.code = init.code;
    this.retryable = init.retryable ?? false;
    this.operation = init.operation;
    Object.defineProperty(this, "name", { value: new.target.kind, configurable: true, writable: true });
  }

  /** The kinds of this error's class and of those it extends, nearest first. */
  get [brand](): readonly string[] {
    const kinds: string[] = [];
    for (let type = this.constructor; "kind" in type; type = Object.getPrototypeOf(type)) kinds.push(String(type.kind));
    return kinds;
  }

  static override [Symbol.hasInstance](
    this: { readonly kind: string; readonly prototype: object },
    value: unknown,
  ): boolean {
    // A class of the application's own has no kind of its own: there the prototype decides.
    if (!Object.hasOwn(this, "kind")) return Object.prototype.isPrototypeOf.call(this.prototype, Object(value));
    const kinds: readonly string[] | undefined = Object(value)[brand];
    return kinds?.includes(this.kind) === true;
  }

  /** Turns anything that was thrown into a `ParlanceError`; one of ours is returned as it is, anything else is its `cause`. */
  static from(thrown: unknown): ParlanceError {
    if (thrown instanceof ParlanceError) return thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new ParlanceError({ code: "unexpected", message, cause: thrown });
  }
}
