/**
 * Names a publish where it is remembered. The ids of each user are apart, and those of back ends: subscribers see publish ids,
 * and must neither use up the next one of somebody else nor learn what became of it.
 */
export function publishKey(userId: string | null, publishId: string): string {
  return JSON.stringify([userId, publishId]);
}
