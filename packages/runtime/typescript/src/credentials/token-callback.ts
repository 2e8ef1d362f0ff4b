/**
 * Gives a token when asked, at once or later; e.g. asks the application's own backend. Asked anew shortly before a JWT expires,
 * or when the server refuses the token as expired; however many calls wait, it is asked once.
 */
export type TokenCallback = () => string | Promise<string>;
