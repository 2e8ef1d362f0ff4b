import type { DiffStep } from "./document.js";

/**
 * The value after the steps of a diff (RFC 6902: add, replace, remove). The given one is not changed, and what is equal is shared.
 * Throws a `RangeError` if a step does not fit the value.
 */
export function applyDiff(value: unknown, diff: readonly DiffStep[]): unknown {
  return diff.reduce((current, step) => applyStep(current, pathOf(step.path), step), value);
}

/** The parts of a JSON pointer (RFC 6901 section 4). */
function pathOf(pointer: string): readonly string[] {
  const parts = pointer.split("/").slice(1);
  return parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function applyStep(value: unknown, [key, ...rest]: readonly string[], step: DiffStep): unknown {
  if (key === undefined) return step.op === "remove" ? undefined : step.value;
  if (Array.isArray(value)) return inList(value, key, rest, step);
  if (typeof value !== "object" || value === null) throw misfit(step);
  const members = new Map(Object.entries(value));
  if (!members.has(key) && (rest.length > 0 || step.op !== "add")) throw misfit(step);
  if (rest.length === 0 && step.op === "remove") members.delete(key);
  else members.set(key, applyStep(members.get(key), rest, step));
  // Entries become own members, whatever their names: `__proto__` too.
  return Object.fromEntries(members);
}

function inList(list: readonly unknown[], key: string, rest: readonly string[], step: DiffStep): unknown[] {
  const adds = rest.length === 0 && step.op === "add";
  const index = key === "-" && adds ? list.length : Number(key);
  if (!/^(-|0|[1-9][0-9]*)$/.test(key) || !(index < list.length || (adds && index === list.length))) throw misfit(step);
  if (adds) return list.toSpliced(index, 0, step.value);
  if (rest.length === 0 && step.op === "remove") return list.toSpliced(index, 1);
  return list.with(index, applyStep(list[index], rest, step));
}

function misfit({ op, path }: DiffStep): RangeError {
  return new RangeError(`The step ${op} ${path} does not fit the document`);
}
