import type { Verdict } from "../../verdict.ts";
import { goWays, pythonWays } from "./foreign-ways.ts";
import { receiveInTurns } from "./receive-in-turns.ts";

/**
 * Measures what receiving costs Python's and Go's clients, each against its language's bare WebSocket and JSON.
 *
 * @throws Error when there is no Python or no Go.
 */
export async function measureReceiveLanguages(quick: boolean): Promise<readonly Verdict[]> {
  return [
    ...(await receiveInTurns("receive, Python", pythonWays(), quick)),
    ...(await receiveInTurns("receive, Go", goWays(), quick)),
  ];
}
