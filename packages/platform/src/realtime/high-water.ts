/** Beyond so much waiting for a client, nothing is replayed to it and `latest` subscriptions keep the newest message only. */
export const highWaterBytes = 65_536;
