import type { Client } from "./client.js";

/** What generated resource classes extend: operations of one kind of thing, e.g. `client.rooms`. */
export class Resource {
  protected readonly client: Client;

  constructor(client: Client) {
    this.client = client;
  }
}
