import { RealtimeMetrics } from "./realtime/realtime-metrics.js";

/** Counts what the platform does, for `metrics.get`. Bounded: one row per operation and status. */
export class Metrics {
  readonly #calls = new Map<string, { count: number; seconds: number }>();
  readonly realtime = new RealtimeMetrics();
  #misfits = 0;

  /** Counts a finished call. */
  call(operation: string, status: number, milliseconds: number): void {
    const labels = `operation="${operation}",status="${status}"`;
    const row = this.#calls.get(labels) ?? { count: 0, seconds: 0 };
    row.count += 1;
    row.seconds += milliseconds / 1000;
    this.#calls.set(labels, row);
  }

  /** Counts an event that a topic took although it does not fit its schema. */
  misfit(): void {
    this.#misfits += 1;
  }

  /** The counters in the text form of Prometheus (exposition format 0.0.4), with gauges of the moment. */
  text(gauges: Readonly<Record<string, number>>): string {
    const rows = [...this.#calls].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return [
      "# HELP parlance_calls_total Finished calls.",
      "# TYPE parlance_calls_total counter",
      ...rows.map(([labels, { count }]) => `parlance_calls_total{${labels}} ${count}`),
      "# HELP parlance_call_seconds_total Time spent in calls.",
      "# TYPE parlance_call_seconds_total counter",
      ...rows.map(([labels, { seconds }]) => `parlance_call_seconds_total{${labels}} ${seconds}`),
      "# HELP parlance_topic_misfits_total Events taken that do not fit the schema of their topic.",
      "# TYPE parlance_topic_misfits_total counter",
      `parlance_topic_misfits_total ${this.#misfits}`,
      ...this.realtime.lines(),
      ...Object.entries(gauges).flatMap(([name, value]) => [
        `# TYPE parlance_${name} gauge`,
        `parlance_${name} ${value}`,
      ]),
      "",
    ].join("\n");
  }
}
