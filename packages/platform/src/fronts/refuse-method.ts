import type { FastifyReply, FastifyRequest } from "fastify";
import { answerPreflight } from "../http/cors.js";
import { problem } from "../problem/platform-error.js";

/** Answers a preflight. Throws `method_not_allowed` for a method that the path does not have; undefined = go on. */
export function refuseMethod(
  request: FastifyRequest,
  reply: FastifyReply,
  methods: readonly string[],
): FastifyReply | undefined {
  const allow = [...methods, "OPTIONS"].toSorted().join(", ");
  if (request.method === "OPTIONS") return answerPreflight(request, reply, allow);
  if (methods.includes(request.method)) return undefined;
  throw problem("method_not_allowed", `This path takes ${allow}.`, { headers: { Allow: allow } });
}
