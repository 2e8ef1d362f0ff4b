import { eventIdsAdvance, eventStreamValid } from "./event-stream.js";
import { nothingForeign, resumeGuarded } from "./resume-guard.js";
import { unknownPositionTold, nothingLost, recoveryAsTold, replayMeetsLive } from "./resume-loss.js";
import { deliveredOnce, orderKept, positionsIncrease, replayEnds } from "./resume-order.js";
import { positionHolds, previousIsLast, replayCounted, replayIsSame } from "./resume-replay.js";
import type { StoryCheck } from "./story-check.js";

/** What must hold for listeners that are cut off and go on. True of every other story too. */
export const resumeChecks: readonly StoryCheck[] = [
  nothingLost,
  replayMeetsLive,
  recoveryAsTold,
  unknownPositionTold,
  positionsIncrease,
  deliveredOnce,
  orderKept,
  replayEnds,
  replayIsSame,
  replayCounted,
  previousIsLast,
  positionHolds,
  nothingForeign,
  resumeGuarded,
  eventStreamValid,
  eventIdsAdvance,
];
