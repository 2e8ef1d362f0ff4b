import { kind, type Records } from "../../store/store.js";

interface HealthData {
  /** When the first event since the last success came that was not delivered; milliseconds since 1970. */
  readonly failingSince: number;
}

/** How endpoints fare that fail; the id is the endpoint's. */
const health = kind<HealthData>("webhook-health");
const failingMs = 5 * 86_400_000;
const keptMs = 30 * 86_400_000;

/** A delivery failed for good. Says whether that makes five days in which every delivery failed. */
export async function noteFailure(
  records: Records,
  { webhook, since, now }: { readonly webhook: string; readonly since: number; readonly now: number },
): Promise<boolean> {
  const known = await records.get(health, webhook);
  if (known !== undefined) return now - known.data.failingSince >= failingMs;
  await records.insert(health, { id: webhook, data: { failingSince: since }, expiresAt: now + keptMs });
  return false;
}

/** A delivery succeeded, or the endpoint begins anew. */
export async function forgetFailures(records: Records, webhook: string): Promise<void> {
  await records.remove(health, webhook);
}
