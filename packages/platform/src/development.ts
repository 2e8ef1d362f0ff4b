import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "./clock.js";
import type { Ids } from "./ids.js";
import { createKeyPair, privateKeyOf, samePublicKey } from "./security/client-secret.js";
import { applicationKeys, applications, projects } from "./security/kinds.js";
import { signToken, audience } from "./security/sign-token.js";
import type { Store } from "./store/store.js";

/** The application that a fresh platform has, so that a developer can begin at once. It may do everything in its project. */
export interface DevelopmentApplication {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface DevelopmentOptions {
  readonly store: Store;
  readonly ids: Ids;
  /** Where its credentials are kept between starts, readable by the owner alone. Left out = they are new at each start. */
  readonly folder?: string;
}

const file = "development.json";

/** Finds the development application of the folder, or makes one with a project of its own. */
export async function developmentApplication(options: DevelopmentOptions): Promise<DevelopmentApplication> {
  const kept = options.folder === undefined ? undefined : readKept(join(options.folder, file));
  if (kept !== undefined && (await isCurrent(kept, options.store))) return kept;
  const made = await make(options);
  if (options.folder !== undefined) writeFileSync(join(options.folder, file), `${JSON.stringify(made)}\n`, { mode: 0o600 });
  return made;
}

/** A token of the development application, signed by its own key as its backend would. */
export function developmentToken(
  application: DevelopmentApplication & { readonly keyId: string },
  options: { readonly clock: Clock; readonly ids: Ids; readonly lifetimeSeconds: number },
): Promise<string> {
  const iat = Math.floor(options.clock() / 1000);
  return signToken(
    { iss: application.clientId, aud: audience, iat, exp: iat + options.lifetimeSeconds, jti: options.ids("tok") },
    { id: application.keyId, secret: application.clientSecret },
  );
}

function readKept(path: string): DevelopmentApplication | undefined {
  try {
    const { clientId, clientSecret } = JSON.parse(readFileSync(path, "utf8")) as Partial<DevelopmentApplication>;
    return clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret };
  } catch {
    return undefined;
  }
}

/** The id of the key that a secret belongs to, if the application still has it. */
export function developmentKey(application: DevelopmentApplication, store: Store): Promise<string | undefined> {
  const publicKey = privateKeyOf(application.clientSecret)?.publicKey;
  return store.transaction(async (transaction) => {
    const keys = await transaction.childrenAnywhere(applicationKeys, application.clientId, 100);
    return keys.find((key) => publicKey !== undefined && samePublicKey(key.data.publicKey, publicKey))?.id;
  });
}

async function isCurrent(application: DevelopmentApplication, store: Store): Promise<boolean> {
  return (await developmentKey(application, store)) !== undefined;
}

function make({ store, ids }: DevelopmentOptions): Promise<DevelopmentApplication> {
  return store.transaction(async (transaction) => {
    const project = ids("prj");
    const clientId = ids("app");
    const records = transaction.records(project);
    const pair = createKeyPair();
    await records.insert(projects, { id: project, data: { name: "Development", workspace: null, endpoint: "localhost" } });
    await records.insert(applications, {
      id: clientId,
      data: { name: "Development", description: null, enabled: true, grants: [{ scopes: ["*"] }], labels: {}, metadata: {} },
    });
    await records.insert(applicationKeys, {
      id: ids("key"),
      parent: clientId,
      key: pair.publicKey,
      data: { name: null, publicKey: pair.publicKey },
    });
    return { clientId, clientSecret: pair.secret };
  });
}
