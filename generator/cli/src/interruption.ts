/** Resolves when the user or the system asks the process to end (SIGINT, SIGTERM); a second time it ends at once. */
export function interruption(): Promise<"stop"> {
  return new Promise((done) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => done("stop"));
    }
  });
}
