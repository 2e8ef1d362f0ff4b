/** What the realtime half counts, for `metrics.get`. */
export class RealtimeMetrics {
  framesIn = 0;
  framesOut = 0;
  published = 0;
  slowConsumers = 0;
  resumed = 0;
}
