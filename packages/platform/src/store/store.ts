import type { JsonObject } from "../json/json.js";

/**
 * A kind of record and the type of its data. Kinds are constants of the domains: `const tunnels = kind<Tunnel>("tunnel")`.
 */
export interface Kind<Data extends object> {
  readonly name: string;
  /** Carries the type; never there at run time. */
  readonly data?: Data;
}

/** Names a kind of record. */
export function kind<Data extends object>(name: string): Kind<Data> {
  return { name };
}

/** One durable record. */
export interface StoredRecord<Data = JsonObject> {
  readonly project: string;
  readonly id: string;
  /** Id of the record it belongs to, such as the room of a member; empty when it stands alone. */
  readonly parent: string;
  /** Natural key, unique within kind and parent, such as a name; null when there is none. */
  readonly key: string | null;
  /** 1 when it is created, one more with each change. */
  readonly version: number;
  /** Grows with every creation in the store: the stable order of lists. */
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** From then on the record no longer exists; null = never. */
  readonly expiresAt: number | null;
  readonly data: Data;
}

/** A record to be inserted; the store gives it version, times and position. */
export interface NewRecord<Data> {
  readonly id: string;
  readonly data: Data;
  readonly parent?: string;
  readonly key?: string;
  readonly expiresAt?: number;
}

/** The new content of a record. */
export interface RecordChange<Data> {
  readonly data: Data;
  /** Left out = as it was. */
  readonly key?: string | null;
  readonly expiresAt?: number | null;
}

/** Where a list begins and how it runs. `after` is the position of the last record seen. */
export interface ListQuery {
  readonly parent?: string;
  /** Creation order, or the natural key in code point order (records without key are left out). */
  readonly by?: "sequence" | "key";
  readonly order: "asc" | "desc";
  readonly after?: number | string;
  /** With `by: "key"`: only keys that begin so. */
  readonly prefix?: string;
  readonly limit: number;
}

/** The records of one project inside one transaction. Expired ones are not there. */
export interface Records {
  get<Data extends object>(kind: Kind<Data>, id: string, parent?: string): Promise<StoredRecord<Data> | undefined>;
  find<Data extends object>(kind: Kind<Data>, key: string, parent?: string): Promise<StoredRecord<Data> | undefined>;
  list<Data extends object>(kind: Kind<Data>, query: ListQuery): Promise<readonly StoredRecord<Data>[]>;
  count(kind: Kind<object>, parent?: string): Promise<number>;
  /** How many records of a parent have a key; counts no further than `atMost`. */
  countKeyed(kind: Kind<object>, parent: string, atMost: number): Promise<number>;
  /** Throws `already_exists` if the id or the key is taken. */
  insert<Data extends object>(kind: Kind<Data>, record: NewRecord<NoInfer<Data>>): Promise<StoredRecord<Data>>;
  /** Raises the version. Throws `not_found` if the record is gone, `already_exists` if the new key is taken. */
  update<Data extends object>(
    kind: Kind<Data>,
    id: string,
    change: RecordChange<NoInfer<Data>>,
    parent?: string,
  ): Promise<StoredRecord<Data>>;
  /** Removes a record. Says whether it was there. */
  remove(kind: Kind<object>, id: string, parent?: string): Promise<boolean>;
  /** Removes the records of a kind that belong to a parent: all, or those with a key up to and including `upTo`. */
  removeAll(kind: Kind<object>, parent: string, upTo?: string): Promise<void>;
}

/** One transaction: all of it becomes durable together, or none of it. */
export interface Transaction {
  records(project: string): Records;
  /** A record of any project. Only for finding out who is calling. */
  anywhere<Data extends object>(kind: Kind<Data>, id: string): Promise<StoredRecord<Data> | undefined>;
  /** All records of a kind in any project that belong to a parent, at most `limit`. Only for who is calling, and for what a start goes on with. */
  childrenAnywhere<Data extends object>(
    kind: Kind<Data>,
    parent: string,
    limit: number,
  ): Promise<readonly StoredRecord<Data>[]>;
}

/**
 * Durable records. When `transaction` resolves, its effects survive a crash of the process and of the machine; when it
 * rejects, there are none. Transactions run one after another: do not begin one inside another.
 */
export interface Store {
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /** Removes records whose time is over. Returns how many. */
  sweep(): Promise<number>;
  /** Throws if the store does not answer. */
  check(): Promise<void>;
  close(): Promise<void>;
}
