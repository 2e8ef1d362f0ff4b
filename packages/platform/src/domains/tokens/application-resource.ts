import type { Resource } from "../../resource/resource.js";
import { times } from "../../resource/times.js";
import { type Application, applications, type ApplicationData } from "../../security/kinds.js";

/** Applications as answers show them. */
export const application: Resource<ApplicationData, Application> = {
  kind: applications,
  noun: "application",
  present: (record) => ({
    id: record.id,
    projectId: record.project,
    ...record.data,
    ...times(record),
  }),
};
