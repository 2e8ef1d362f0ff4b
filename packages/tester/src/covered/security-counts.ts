import type { Contract, Operation } from "@parlance/contract";
import { needsScope } from "../plan/auth.js";
import { type CredentialClass, credentialClasses } from "../plan/case.js";
import type { Credentials } from "../profile/credential.js";
import { type Exchange, isSuccess } from "../run/exchange.js";
import type { Story } from "../run/story.js";

/** What says that a credential does not do, and what may stand for it where even that is nobody's business. */
const denials = new Set([401, 403]);
const refusals = new Set([400, 401, 403, 404]);

/** Only some channels ask for a person. */
const never = { notDue: true } as const;

/** What became of one class of credentials. */
export interface CredentialCoverage {
  readonly class: CredentialClass;
  readonly tried: number;
  /** Of these, how many were refused, and how many let in. */
  readonly refused: number;
  readonly taken: number;
  /** Why it was not tried; `notDue`: there is nothing to try. */
  readonly reason?: string;
  readonly notDue?: true;
}

/** How an operation, channel or connection was called with each class of credentials. */
export interface SecurityCoverage {
  readonly subject: string;
  readonly classes: readonly CredentialCoverage[];
}

interface Count {
  tried: number;
  refused: number;
  taken: number;
}

/** Counts whose credentials were let in. */
export class SecurityCounts {
  readonly #credentials: Credentials;
  readonly #seen = new Map<string, Map<CredentialClass, Count>>();

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  /** Counts one exchange. */
  add(exchange: Exchange): void {
    const { case: testCase, operation, outcome } = exchange;
    const { intent, credential } = testCase;
    // Sequences read other tenants' lists, where success is right.
    const isValid = credential === "valid" && intent.kind === "positive";
    if (intent.kind !== "auth" && !isValid) return;
    const count = this.#of(operation.id, credential);
    count.tried += 1;
    if (isSuccess(exchange)) count.taken += 1;
    else if (outcome.kind === "answer" && (isValid ? denials : refusals).has(outcome.status)) count.refused += 1;
  }

  /** Counts the connections and subscriptions of a story. */
  addStory({ entries }: Story): void {
    const who = new Map<string, { readonly subject: string; readonly credential: CredentialClass }>();
    for (const entry of entries) {
      if (entry.kind === "opening") {
        who.set(entry.by, { subject: entry.over, credential: entry.credential });
        this.#of(entry.over, entry.credential).tried += 1;
      }
      const listener = "by" in entry ? who.get(entry.by) : undefined;
      if (listener === undefined) continue;
      const { subject, credential } = listener;
      if (entry.kind === "opened") this.#of(subject, credential).taken += 1;
      if (entry.kind === "refused") this.#of(subject, credential).refused += 1;
      if (entry.kind !== "subscription" || (entry.told.kind !== "held" && entry.told.kind !== "refused")) continue;
      const count = this.#of(entry.channel, credential);
      count.tried += 1;
      count[entry.told.kind === "held" ? "taken" : "refused"] += 1;
    }
  }

  /** What was seen of an operation. */
  ofOperation(operation: Operation): SecurityCoverage | undefined {
    if (!this.#credentials.needed(operation)) return undefined;
    const classes = credentialClasses.map((each): CredentialCoverage => {
      const count = this.#seen.get(operation.id)?.get(each) ?? { tried: 0, refused: 0, taken: 0 };
      return { class: each, ...count, ...(count.tried === 0 && this.#whyNot(each, operation)) };
    });
    return { subject: operation.id, classes };
  }

  /** What was seen of connections and channels. */
  ofStories({ operations }: Contract): readonly SecurityCoverage[] {
    const known = new Set(operations.map(({ id }) => id));
    return [...this.#seen]
      .filter(([subject]) => !known.has(subject))
      .map(([subject, counts]) => ({
        subject,
        classes: credentialClasses.map((each) => ({
          class: each,
          ...(counts.get(each) ?? {
            tried: 0,
            refused: 0,
            taken: 0,
            reason: "not tried",
            ...(each === "member" && never),
          }),
        })),
      }));
  }

  #whyNot(each: CredentialClass, operation: Operation): Pick<CredentialCoverage, "reason" | "notDue"> {
    if (each === "unscoped" && !needsScope(operation)) return { reason: "it needs no scope", notDue: true };
    if (each === "otherTenant" && !operation.path.includes("{"))
      return { reason: "its path names nothing that belongs to a tenant", notDue: true };
    if (each === "member") return { reason: "it is for channels", notDue: true };
    const isHad = this.#credentials.of(each, operation) !== undefined;
    if (each === "unsigned" && !isHad) return { reason: "the valid credential is no signed token", notDue: true };
    if (!isHad) return { reason: `the profile has no \`${each}\` credential` };
    return { reason: each === "otherTenant" ? "no id that the server issued was known" : "not tried" };
  }

  #of(subject: string, credential: CredentialClass): Count {
    const classes = this.#seen.get(subject) ?? new Map<CredentialClass, Count>();
    this.#seen.set(subject, classes);
    const count = classes.get(credential) ?? { tried: 0, refused: 0, taken: 0 };
    classes.set(credential, count);
    return count;
  }
}
