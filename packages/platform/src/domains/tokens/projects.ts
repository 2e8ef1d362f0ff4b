import type { Answer, Call, Handlers } from "../../handler.js";
import { getResource } from "../../resource/read.js";
import { listResource } from "../../resource/list.js";
import type { Resource } from "../../resource/resource.js";
import { times } from "../../resource/times.js";
import { projects, type ProjectData } from "../../security/kinds.js";

const project: Resource<ProjectData> = {
  kind: projects,
  noun: "project",
  present: (record) => ({ id: record.id, ...record.data, ...times(record) }),
};

/** Projects: the tenant, as its own callers see it. */
export const projectHandlers: Handlers = {
  "projects.list": list,
  "projects.get": (call) => getResource(call, project, { id: call.path["project"] ?? "" }),
};

/** A caller reaches one project only, its own, so every sort order gives the same page. */
function list(call: Call): Promise<Answer> {
  const { search, endpoint } = call.query;
  return listResource(call, project, {
    where: (resource) =>
      (typeof search !== "string" || String(resource["name"]).toLowerCase().includes(search.toLowerCase())) &&
      (typeof endpoint !== "string" || resource["endpoint"] === endpoint),
  });
}
