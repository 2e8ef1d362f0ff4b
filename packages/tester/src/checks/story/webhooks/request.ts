import type { Webhook } from "@parlance/contract";
import { receivedSchema } from "../../../values/directed.js";
import { headerOf, jsonIn } from "../../../webhooks/delivery.js";
import type { StoryFailure } from "../story-check.js";
import { type Attempt, attemptsAbout, type Deliveries } from "./deliveries.js";
import type { DeliveryCheck } from "./delivery-check.js";

const requestDeclared: DeliveryCheck = {
  id: "webhook-request",
  title: "A webhook comes with the method and the media type that it declares",
  source: "OpenAPI 3.1, Path Item Object",
  look: (deliveries) =>
    ofEach(deliveries, (attempt, { operation: { method, body } }) => {
      if (attempt.method !== method) return { message: `It came with ${attempt.method}, not ${method}.` };
      const types = body?.contents.map(({ mediaType }) => mediaType.toLowerCase()) ?? [];
      const type = mediaTypeOf(attempt);
      if (types.length === 0 || (type !== undefined && types.some((each) => covers(each, type)))) return undefined;
      return { message: `Content-Type is ${type ?? "missing"} (declared: ${types.join(", ")}).` };
    }),
};

const schema: DeliveryCheck = {
  id: "webhook-schema",
  title: "A webhook's body is what its schema says",
  source: "OpenAPI 3.1, Media Type Object",
  look: (deliveries, { answers }) =>
    ofEach(deliveries, (attempt, { operation: { body } }) => {
      const content = body?.contents.find(({ form }) => form === "json");
      if (content?.schema === undefined) return undefined;
      const value = jsonIn(attempt);
      if (value === undefined) return { message: "The body cannot be read as JSON in UTF-8." };
      const directed = receivedSchema(content.schema);
      if (answers.isValid(directed, value)) return undefined;
      const [worst] = answers.mismatches(directed, value);
      if (worst === undefined) return { message: "The body is not what its schema says." };
      const at = worst.pointer === "" ? "" : ` at ${worst.pointer}`;
      return { message: `The body${at} ${worst.message} (${worst.keyword}).`, pointer: worst.pointer };
    }),
};

const headers: DeliveryCheck = {
  id: "webhook-headers",
  title: "The headers that a webhook declares are there, and are what their schemas say",
  source: "OpenAPI 3.1, Parameter Object",
  look: (deliveries, context) =>
    ofEach(deliveries, (attempt, { operation: { parameters } }) => {
      for (const parameter of parameters.filter((each) => each.in === "header")) {
        const text = headerOf(attempt, parameter.name.toLowerCase());
        if (text === undefined && !parameter.required) continue;
        if (text === undefined) return { message: `The header ${parameter.name} is missing.`, cause: parameter.name };
        if (readings(text).some((value) => context.answers.isValid(parameter.schema, value))) continue;
        return {
          message: `The header ${parameter.name} is "${text}", which its schema refuses.`,
          cause: parameter.name,
        };
      }
      return undefined;
    }),
};

/** Whether a request is what the document says of it. */
export const requestChecks: readonly DeliveryCheck[] = [requestDeclared, schema, headers];

/** The first failure of each endpoint: attempts of one delivery fail alike. */
function ofEach(
  { endpoints, setup, causes }: Deliveries,
  look: (attempt: Attempt, webhook: Webhook) => StoryFailure | undefined,
): readonly StoryFailure[] {
  return endpoints.flatMap((endpoint) => {
    const caused = causes.flatMap((cause) => attemptsAbout(endpoint, cause));
    for (const attempt of endpoint.attempts) {
      // What tells of nothing that was done may be no event, such as the trial of an endpoint.
      const name = attempt.named ?? (caused.includes(attempt) ? (endpoint.asked ?? setup.webhook.name) : undefined);
      const webhook = setup.contract.webhooks.find((each) => each.name === name);
      if (webhook === undefined) continue;
      const failure = look(attempt, webhook);
      if (failure !== undefined) return [{ ...failure, subject: webhook.name, entry: attempt.entry }];
    }
    return [];
  });
}

function mediaTypeOf(attempt: Attempt): string | undefined {
  return headerOf(attempt, "content-type")?.split(";")[0]?.trim().toLowerCase();
}

function covers(declared: string, mediaType: string): boolean {
  const [wanted = ""] = declared.split(";");
  return wanted.trim() === mediaType || (wanted.endsWith("/*") && mediaType.startsWith(wanted.slice(0, -1)));
}

/** What a header's text can mean. */
function readings(text: string): readonly unknown[] {
  return [text, ...(/^-?\d+(?:\.\d+)?$/u.test(text) ? [Number(text)] : []), ...(text === "true" ? [true] : [])];
}
