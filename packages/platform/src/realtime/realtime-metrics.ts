/** What the realtime half counts, for `metrics.get`. */
export class RealtimeMetrics {
  framesIn = 0;
  framesOut = 0;
  /** Messages that connections published. */
  published = 0;
  /** Connections ended because their client did not keep up. */
  slowConsumers = 0;
  /** Sessions taken up again. */
  resumed = 0;

  /** The counters in the text form of Prometheus (exposition format 0.0.4). */
  lines(): readonly string[] {
    const counters = {
      frames_in: [this.framesIn, "Frames that clients sent."],
      frames_out: [this.framesOut, "Frames that went to clients."],
      publishes: [this.published, "Messages that connections published."],
      slow_consumers: [this.slowConsumers, "Connections ended because their client did not keep up."],
      resumes: [this.resumed, "Sessions taken up again."],
    } as const;
    return Object.entries(counters).flatMap(([name, [value, help]]) => [
      `# HELP parlance_realtime_${name}_total ${help}`,
      `# TYPE parlance_realtime_${name}_total counter`,
      `parlance_realtime_${name}_total ${value}`,
    ]);
  }
}
