/** Milliseconds since 1970 with fractions, comparable between the processes of a machine. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
