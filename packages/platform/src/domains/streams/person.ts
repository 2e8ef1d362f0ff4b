import type { Call } from "../../handler.js";
import type { TokenClaims } from "../../security/caller.js";
import type { RoomMemberData } from "./kinds.js";

/** Who calls, as rooms see it. */
export interface Person {
  /** The user of the token; null for a back end and for somebody anonymous. */
  readonly userId: string | null;
  readonly tokenId: string | null;
  /** What the token says about its bearer as a member. */
  readonly member: NonNullable<TokenClaims["member"]> | null;
  /** Whether no person stands behind the call: room policies bind persons. */
  readonly backEnd: boolean;
}

/** Settles who calls. */
export function personOf({ caller }: Call): Person {
  const claims = caller.type === "token" ? caller.claims : undefined;
  const member = claims?.member ?? null;
  return {
    userId: claims?.sub ?? null,
    tokenId: claims?.jti ?? null,
    member,
    backEnd: claims?.sub === undefined && member === null,
  };
}

/** Whether a member is the caller, or a further source of the caller. Somebody anonymous is known by the token only. */
export function isOwn(person: Person, member: RoomMemberData): boolean {
  return person.userId === null
    ? person.tokenId !== null && member.tokenId === person.tokenId
    : member.userId === person.userId;
}
