const mostCharacters = 200;

/** The name to show of a user without one: the user id, as far as a name may be long. */
export function shortName(userId: string): string {
  return [...userId].slice(0, mostCharacters).join("");
}
