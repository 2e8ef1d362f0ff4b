import type { ServerFrame } from "../frames/frames.gen.js";
import type { Why } from "./session-error.js";

/** What the driver reports of a transport, of the token and of the host. */
export type Input =
  | { readonly type: "opened"; readonly transport: number }
  /**
   * Also reports that it could not be opened: `code` is then 1006. `why`: the transport knows more than that. An error decides, such
   * as the answer of a server that is none of ours; unless it is `retryable` the session fails. A `cause` alone decides nothing.
   */
  | {
      readonly type: "closed";
      readonly transport: number;
      readonly code: number;
      readonly reason: string;
      readonly why?: Why | undefined;
    }
  | { readonly type: "frame"; readonly transport: number; readonly frame: ServerFrame }
  /** What arrived is no frame. */
  | { readonly type: "malformed"; readonly transport: number; readonly message: string }
  /** The transport's send buffer is full (`paused`) or has room again. */
  | { readonly type: "pressure"; readonly transport: number; readonly paused: boolean }
  | { readonly type: "token"; readonly token: string | undefined }
  /** `final`: whoever gives tokens has refused for good, so the session fails. */
  | { readonly type: "tokenFailed"; readonly message: string; readonly final: boolean; readonly cause?: unknown }
  | { readonly type: "network"; readonly online: boolean }
  /** The page is visible again, or the host woke from sleep: whatever was waited for may be due or dead. */
  | { readonly type: "resumed" };
