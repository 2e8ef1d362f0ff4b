import { timestamp } from "../clock.js";
import type { Call } from "../handler.js";
import { tellEvent } from "../domains/webhooks/tell-event.js";
import type { EventData } from "./keep-event.js";

/** The event of a type. */
export type EventOf<Type extends EventData["type"]> = Extract<EventData, { readonly type: Type }>;

/** What happened. */
export interface Happening<Type extends EventData["type"]> {
  /** The event's type, such as `tunnel.created`. */
  readonly type: Type;
  /** Channels on which it is pushed. */
  readonly channels: readonly string[];
  readonly data: EventOf<Type>["data"];
  /** What channels get in place of `data`, where that leaves out what only webhooks can do without. */
  readonly pushed?: EventOf<Type>["data"];
  /** Names of the members of `data` that are different from before, where the event says so. */
  readonly changed?: readonly string[];
  /** Whether it came about by the clock, so that nobody caused it. */
  readonly byClock?: boolean;
}

/**
 * Tells that something happened: the event is stored with the change that caused it, and pushed once both are durable.
 * Returns the event.
 */
export async function announce<Type extends EventData["type"]>(
  call: Call,
  happening: Happening<Type>,
): Promise<EventOf<Type>> {
  const { type, channels, data, pushed = data, changed, byClock = false } = happening;
  const { caller, clock, ids } = call;
  if (caller.type === "anonymous") throw new Error("An event needs a project.");
  const { project, id: applicationId } = caller.application;
  const userId = caller.type === "token" ? caller.claims.sub : undefined;
  const event = {
    type,
    id: ids("evt"),
    timestamp: timestamp(clock()),
    projectId: project,
    ...(!byClock && { applicationId }),
    ...(userId !== undefined && !byClock && { userId }),
    ...(changed !== undefined && { changed }),
    data,
    // The compiler does not see that a type and its data make one member of the union.
  } as unknown as EventOf<Type>;
  await tellEvent(call, event);
  call.afterCommit(() => {
    for (const channel of channels)
      call.broker.publish({ project, channel }, { event: type, data: { ...event, data: pushed } });
  });
  return event;
}
