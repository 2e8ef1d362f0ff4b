import { RealtimeError } from "./realtime-error.js";

/**
 * How many characters the members of a frame take as JSON. Throws a `RealtimeError` (`invalid_request`) that names the place of
 * the first value that is no JSON: `undefined` but as a member that is left out, a number that is none, a bigint, function,
 * symbol, bytes, a cycle. Objects that write themselves (`toJSON`) are taken as they are.
 */
export function sendableLength(members: object): number {
  const places = new Map<unknown, string>();
  let place = "";
  try {
    return JSON.stringify(members, function (this: Readonly<Record<string, unknown>>, name, value: unknown) {
      place = `${places.get(this) ?? ""}.${name}`;
      places.set(value, place);
      // As in JSON, a member of an object may be undefined. The data itself may not.
      const leftOut = value === undefined && !Array.isArray(this) && place !== dataPlace;
      if (!leftOut && !isJson(value, this[name])) throw new TypeError(typeof value);
      return value;
    }).length;
  } catch (cause) {
    const message = `${place.slice(2)} is nothing that JSON can hold. Send something else`;
    throw new RealtimeError({ code: "invalid_request", message, retryable: false, cause });
  }
}

const dataPlace = "..data";

/** Whether a value is JSON, or at least its own members may be. */
function isJson(value: unknown, given: unknown): boolean {
  if (typeof value === "object") return !ArrayBuffer.isView(given) && !(given instanceof ArrayBuffer);
  return typeof value === "number" ? Number.isFinite(value) : /^(string|boolean)$/.test(typeof value);
}
