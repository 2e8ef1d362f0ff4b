import type { Channel, Json } from "@parlance/contract";
import type { CredentialClass } from "../../plan/case.js";
import type { Abilities } from "../dialect.js";
import type { Recogniser } from "../recogniser.js";

/** What a session of the Parlance protocol needs to know of the contract. */
export interface Vocabulary {
  /** The channel whose messages are the protocol's frames. */
  readonly socket: Channel;
  /** The channels that are subscribed to. */
  readonly channels: readonly Channel[];
  /** Tells frames that the server sends. */
  readonly frames: Recogniser;
  /** What a client can do on a channel. */
  abilities(channel: Channel): Abilities | undefined;
  /** The token that `hello` carries. */
  token(credential: CredentialClass): string | undefined;
  /** Which message of a channel some data are. */
  recognise(channel: Channel, data: Json): string | undefined;
}
