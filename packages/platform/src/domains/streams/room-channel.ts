/** The channel of a room: its chat, and what happens in it. */
export function roomChannel(roomId: string): string {
  return `room:${roomId}`;
}
