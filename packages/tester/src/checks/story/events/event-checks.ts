import type { StoryCheck } from "../story-check.js";
import { closingChecks } from "./closings.js";
import { excludedChecks } from "./excluded.js";
import { listenerChecks } from "./listeners.js";
import { presenceChecks } from "./presence.js";
import { publishChecks } from "./publishes.js";
import { replyChecks } from "./replies.js";
import { shapeChecks } from "./shape.js";
import { silenceChecks } from "./silence.js";
import { triggeredChecks } from "./triggered.js";

/** All rules over what happens on channels. */
export const eventChecks: readonly StoryCheck[] = [
  ...shapeChecks,
  ...triggeredChecks,
  ...silenceChecks,
  ...listenerChecks,
  ...closingChecks,
  ...excludedChecks,
  ...publishChecks,
  ...replyChecks,
  ...presenceChecks,
];
