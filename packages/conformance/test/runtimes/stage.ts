/** What the suite is given: a real platform, reached through a way that can be cut. */
export interface Stage {
  /** Through the way that can be cut. */
  readonly platform: string;
  /** Where the stage is asked for tokens and cuts. */
  readonly control: string;
}

/** A token for a user; backends do this. */
export async function tokenFor({ control }: Stage, user: string): Promise<string> {
  return (await fetch(`${control}/token?user=${user}`)).text();
}

/** Breaks every connection to the platform. */
export async function cut({ control }: Stage): Promise<void> {
  await (await fetch(`${control}/cut`, { method: "POST" })).text();
}

/** Publishes as a backend does, past the way that is cut. */
export async function publishFromBackend({ control }: Stage, channel: string, data: unknown): Promise<void> {
  const response = await fetch(`${control}/publish?channel=${channel}`, { method: "POST", body: JSON.stringify(data) });
  if (!response.ok) throw new Error(`The platform answered ${response.status}: ${await response.text()}`);
}

/** Lets clients publish on a channel, as a backend does. */
export async function allowPublishing({ control }: Stage, channel: string): Promise<void> {
  const response = await fetch(`${control}/open?channel=${channel}`, { method: "POST" });
  if (!response.ok) throw new Error(`The platform answered ${response.status}: ${await response.text()}`);
}

/** Lets a connection onto a channel, as a backend does. */
export async function authorization(
  { control }: Stage,
  request: { readonly channel: string; readonly connection: string; readonly user: string },
): Promise<string> {
  return (await fetch(`${control}/authorize`, { method: "POST", body: JSON.stringify(request) })).text();
}
