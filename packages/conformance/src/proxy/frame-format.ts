import type { WireFrame } from "./rule.js";

/** Turns what a WebSocket message carries into frames and back. */
export interface FrameFormat {
  /** The frames of a message; undefined if it holds something else. */
  decode(data: Buffer): readonly WireFrame[] | undefined;
  encode(frames: readonly WireFrame[]): Buffer;
}

/** JSON, several frames joined by line feeds. */
export const jsonFrames: FrameFormat = {
  decode(data) {
    try {
      const frames = data
        .toString("utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as unknown);
      return frames.every(isFrame) ? frames : undefined;
    } catch {
      return undefined;
    }
  },
  encode: (frames) => Buffer.from(frames.map((frame) => JSON.stringify(frame)).join("\n")),
};

/** For messages that nothing is known about. */
export const noFrames: FrameFormat = {
  decode: () => undefined,
  encode: (frames) => jsonFrames.encode(frames),
};

function isFrame(value: unknown): value is WireFrame {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
