import type { Answer, Call, HandlersOf } from "../../handler.js";
import { getResource } from "../../resource/read.js";
import { listResource } from "../../resource/list.js";
import type { Resource } from "../../resource/resource.js";
import { times } from "../../resource/times.js";
import { type Project, projects, type ProjectData } from "../../security/kinds.js";

const project: Resource<ProjectData, Project> = {
  kind: projects,
  noun: "project",
  present: (record) => ({ id: record.id, ...record.data, ...times(record) }),
};

/** Projects: the tenant, as its own callers see it. */
export const projectHandlers: HandlersOf<"projects"> = {
  "projects.list": list,
  "projects.get": (call) => getResource(call, project, { id: call.path.project }),
};

/** A caller reaches one project only, its own, so every sort order gives the same page. */
function list(call: Call<"projects.list">): Promise<Answer<"projects.list">> {
  const { search, endpoint } = call.query;
  return listResource(call, project, {
    where: (resource) =>
      (search === undefined || resource.name.toLowerCase().includes(search.toLowerCase())) &&
      (endpoint === undefined || resource.endpoint === endpoint),
  });
}
