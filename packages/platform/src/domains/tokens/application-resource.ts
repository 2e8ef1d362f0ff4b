import type { Resource } from "../../resource/resource.js";
import { times } from "../../resource/times.js";
import { applications, type ApplicationData } from "../../security/kinds.js";

/** Applications as answers show them. */
export const application: Resource<ApplicationData> = {
  kind: applications,
  noun: "application",
  present: (record) => ({
    id: record.id,
    projectId: record.project,
    name: record.data.name,
    description: record.data.description,
    enabled: record.data.enabled,
    grants: record.data.grants.map((grant) => ({ ...grant })),
    labels: record.data.labels,
    metadata: record.data.metadata,
    ...times(record),
  }),
};
