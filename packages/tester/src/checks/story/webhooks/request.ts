import type { Callback, Operation } from "@parlance/contract";
import type { Entry } from "../../../run/story.js";
import { covers, essenceOf } from "../../../run/media-type.js";
import { headerOf, jsonIn } from "../../../webhooks/delivery.js";
import { bodyMismatch } from "../../body-mismatch.js";
import { headerReadings } from "../../header-readings.js";
import type { StoryCheck, StoryContext, StoryFailure } from "../story-check.js";
import { attemptsAbout } from "./deliveries.js";
import type { DeliveryCheck } from "./delivery-check.js";

/** One rule over a request, by what the document says of it. Nothing: it found nothing wrong. */
interface RequestRule extends Omit<DeliveryCheck, "look"> {
  look(request: Hooked, declared: Operation, context: StoryContext): StoryFailure | undefined;
}

type Hooked = Extract<Entry, { readonly kind: "hooked" }>;

const requestDeclared: RequestRule = {
  id: "webhook-request",
  title: "A webhook comes with the method and the media type that it declares",
  source: "OpenAPI 3.1, Path Item Object",
  look(request, { method, body }) {
    if (request.method !== method) return { message: `It came with ${request.method}, not ${method}.` };
    const types = body?.contents.map(({ mediaType }) => mediaType.toLowerCase()) ?? [];
    const type = headerOf(request, "content-type");
    if (types.length === 0 || (type !== undefined && types.some((each) => covers(each, type)))) return undefined;
    const told = type === undefined ? "missing" : essenceOf(type);
    return { message: `Content-Type is ${told} (declared: ${types.join(", ")}).` };
  },
};

const schema: RequestRule = {
  id: "webhook-schema",
  title: "A webhook's body is what its schema says",
  source: "OpenAPI 3.1, Media Type Object",
  look(request, { body }, { answers }) {
    const content = body?.contents.find(({ form }) => form === "json");
    if (content?.schema === undefined) return undefined;
    const value = jsonIn(request);
    if (value === undefined) return { message: "The body cannot be read as JSON in UTF-8." };
    return bodyMismatch(content.schema, value, answers);
  },
};

const headers: RequestRule = {
  id: "webhook-headers",
  title: "The headers that a webhook declares are there, and are what their schemas say",
  source: "OpenAPI 3.1, Parameter Object",
  look(request, { parameters }, { answers }) {
    for (const parameter of parameters.filter((each) => each.in === "header")) {
      const { name } = parameter;
      const text = headerOf(request, name.toLowerCase());
      if (text === undefined && !parameter.required) continue;
      if (text === undefined) return { message: `The header ${name} is missing.`, cause: name };
      if (headerReadings(text).some((value) => answers.isValid(parameter.schema, value))) continue;
      return { message: `The header ${name} is "${text}", which its schema refuses.`, cause: name };
    }
    return undefined;
  },
};

const rules: readonly RequestRule[] = [requestDeclared, schema, headers];

/** Whether a webhook is what the document says of it. */
export const requestChecks: readonly DeliveryCheck[] = rules.map((rule) => ({
  ...rule,
  look: ({ endpoints, setup, causes }, context) =>
    endpoints.flatMap((endpoint) => {
      const caused = causes.flatMap((cause) => attemptsAbout(endpoint, cause));
      for (const attempt of endpoint.attempts) {
        // What tells of nothing that was done may be no event, such as the trial of an endpoint.
        const name = attempt.named ?? (caused.includes(attempt) ? (endpoint.asked ?? setup.webhook.name) : undefined);
        const webhook = setup.contract.webhooks.find((each) => each.name === name);
        if (webhook === undefined) continue;
        const failure = rule.look(attempt, webhook.operation, context);
        // Attempts of one delivery fail alike.
        if (failure !== undefined) return [{ ...failure, subject: webhook.name, entry: attempt.entry }];
      }
      return [];
    }),
}));

/** Whether a callback is what the document says of it. All that comes in the story must be it. */
export function callbackChecks({ name, operation }: Callback): readonly StoryCheck[] {
  return rules.map((rule) => ({
    ...rule,
    look: ({ entries }, context) =>
      entries.flatMap((entry, index): readonly StoryFailure[] => {
        const failure = entry.kind === "hooked" ? rule.look(entry, operation, context) : undefined;
        return failure === undefined ? [] : [{ cause: name, ...failure, entry: index }];
      }),
  }));
}
