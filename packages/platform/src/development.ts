import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "./clock.js";
import { createProject, type ApplicationCredentials } from "./create-project.js";
import type { Ids } from "./ids.js";
import { privateKeyOf, samePublicKey } from "./security/client-secret.js";
import { applicationKeys } from "./security/kinds.js";
import { audience, signToken } from "./security/sign-token.js";
import { maxKeys } from "./security/verify-token.js";
import type { Store } from "./store/store.js";

/** What the development application is made with. */
export interface DevelopmentOptions {
  readonly store: Store;
  readonly ids: Ids;
  /** Where the credentials are kept between starts, readable by the owner alone. Left out = they are new at each start. */
  readonly folder?: string;
}

const file = "development.json";

/** Finds the development application of the folder, or makes one with a project of its own. */
export async function developmentApplication(options: DevelopmentOptions): Promise<ApplicationCredentials> {
  const kept = options.folder === undefined ? undefined : readKept(join(options.folder, file));
  if (kept !== undefined && (await keyOf(kept, options.store)) !== undefined) return kept;
  const made = await createProject({ name: "Development", endpoint: "localhost" }, options);
  if (options.folder !== undefined)
    writeFileSync(join(options.folder, file), `${JSON.stringify(made)}\n`, { mode: 0o600 });
  return made;
}

/** A token signed with an application's own key, as its backend would. Throws if the secret belongs to no current key. */
export async function applicationToken(
  application: ApplicationCredentials,
  options: { readonly store: Store; readonly clock: Clock; readonly ids: Ids; readonly lifetimeSeconds: number },
): Promise<string> {
  const keyId = await keyOf(application, options.store);
  if (keyId === undefined) throw new Error(`The application ${application.clientId} has lost its key. Make a new one.`);
  const iat = Math.floor(options.clock() / 1000);
  return signToken(
    { iss: application.clientId, aud: audience, iat, exp: iat + options.lifetimeSeconds, jti: options.ids("tok") },
    { id: keyId, secret: application.clientSecret },
  );
}

function readKept(path: string): ApplicationCredentials | undefined {
  try {
    const { clientId, clientSecret } = JSON.parse(readFileSync(path, "utf8")) as Partial<ApplicationCredentials>;
    return clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret };
  } catch {
    return undefined;
  }
}

/** The id of the key that a secret belongs to, if the application still has it. */
function keyOf(application: ApplicationCredentials, store: Store): Promise<string | undefined> {
  const publicKey = privateKeyOf(application.clientSecret)?.publicKey;
  return store.transaction(async (transaction) => {
    const keys = await transaction.childrenAnywhere(applicationKeys, application.clientId, maxKeys);
    return keys.find((key) => publicKey !== undefined && samePublicKey(key.data.publicKey, publicKey))?.id;
  });
}
