/** Events of a channel that no contract describes: any name, any data. */
export type AnyEvents = Readonly<Record<string, unknown>>;

/** The names of a channel's events. */
export type EventName<Events extends object> = keyof Events & string;
