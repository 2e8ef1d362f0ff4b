import type { Ids } from "./ids.js";
import { createKeyPair } from "./security/client-secret.js";
import { applicationKeys, applications, projects } from "./security/kinds.js";
import type { Store } from "./store/store.js";

/** Credentials of an application, for `Basic` authentication and for signing tokens. */
export interface ApplicationCredentials {
  readonly clientId: string;
  /** Shown this once; the platform keeps the public half only. */
  readonly clientSecret: string;
}

/** What a project is made from. */
export interface NewProject {
  /** The name, for people. */
  readonly name: string;
  /** The host under which it is reached. */
  readonly endpoint: string;
  /** The workspace that groups it with others. Default none. */
  readonly workspace?: string;
}

/** Creates a project with an application that may do everything in it. */
export function createProject(
  project: NewProject,
  { store, ids }: { readonly store: Store; readonly ids: Ids },
): Promise<ApplicationCredentials> {
  const { name, endpoint, workspace = null } = project;
  return store.transaction(async (transaction) => {
    const id = ids("prj");
    const clientId = ids("app");
    const records = transaction.records(id);
    const pair = createKeyPair();
    await records.insert(projects, { id, data: { name, workspace, endpoint } });
    await records.insert(applications, {
      id: clientId,
      data: { name, description: null, enabled: true, grants: [{ scopes: ["*"] }], labels: {}, metadata: {} },
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
