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
    for (let type: unknown = this.constructor; isKind(type); type = Object.getPrototypeOf(type)) kinds.push(type.kind);
    return kinds;
  }

  static override [Symbol.hasInstance](this: { readonly kind: string; readonly prototype: object }, value: unknown): boolean {
    if (typeof value !== "object" || value === null) return false;
    const own = Object.hasOwn(this, "kind");
    const kinds: unknown = own ? Reflect.get(value, brand) : undefined;
    return Array.isArray(kinds) ? kinds.includes(this.kind) : Object.prototype.isPrototypeOf.call(this.prototype, value);
  }

  /** Turns anything that was thrown into a `ParlanceError`; one of ours is returned as it is, anything else is its `cause`. */
  static from(thrown: unknown): ParlanceError {
    if (thrown instanceof ParlanceError) return thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new ParlanceError({ code: "unexpected", message, cause: thrown });
  }
}

function isKind(value: unknown): value is { readonly kind: string } {
  return typeof value === "function" && "kind" in value && typeof value.kind === "string";
}
