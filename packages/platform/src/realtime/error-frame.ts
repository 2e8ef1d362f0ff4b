import type { ErrorFrame } from "@parlance/protocol";
import { PlatformError, problem } from "../problem/platform-error.js";
import { problemPage } from "../problem/problem-body.js";
import { OutgoingFrame } from "./outgoing-frame.js";

/** What an error is about. */
export type ErrorFrameOptions = Pick<ErrorFrame, "id" | "channel">;

/** The contract's bound of a message for people. */
export const maxMessage = 1000;

/** The error as the client is told: nothing of an unexpected one is shown. */
export function told(error: unknown, report: (error: unknown) => void): PlatformError {
  if (error instanceof PlatformError) return error;
  report(error);
  return problem("internal_error", "The platform failed. Repeat with back-off.", { cause: error });
}

/** An error as a frame. */
export function errorFrame(error: PlatformError, asked: ErrorFrameOptions = {}): OutgoingFrame {
  const frame: ErrorFrame = {
    type: "error",
    ...(asked.id !== undefined && { id: asked.id }),
    ...(asked.channel !== undefined && { channel: asked.channel }),
    code: error.code,
    message: error.message.slice(0, maxMessage),
    retryable: error.retryable,
    ...(error.retryAfterSeconds !== undefined && { afterMs: Math.ceil(error.retryAfterSeconds * 1000) }),
    href: problemPage(error.code),
  };
  return new OutgoingFrame(frame);
}
