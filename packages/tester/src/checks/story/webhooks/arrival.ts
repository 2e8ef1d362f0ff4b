import { onlySink } from "../../../plan/webhooks/delivery-scenarios.js";
import { silent } from "../../../plan/webhooks/roles.js";
import { isObject } from "../../../values/json-kinds.js";
import { jsonOf } from "../../../run/exchange.js";
import { attemptsAbout, type Cause, type Deliveries, endpointAt, type Endpoint, isTaken } from "./deliveries.js";
import { type DeliveryCheck, standardWebhooks } from "./delivery-check.js";

const delivered: DeliveryCheck = {
  id: "webhook-delivered",
  title: "An event is delivered to who asked for it",
  source: "OpenAPI 3.1, OpenAPI Object, webhooks",
  look(deliveries) {
    const { endpoints, causes, setup } = deliveries;
    const endpoint = endpoints.find(({ sink }) => sink === onlySink);
    const [cause] = causes;
    // What came may be about something else, or tell no id at all.
    if (endpoint === undefined || cause === undefined || endpoint.attempts.length > 0 || !tookEffect(cause, deliveries))
      return [];
    return [{ message: `Nothing came within ${setup.eventMs} ms after ${setup.trigger.operation.id}.` }];
  },
};

/** A change that changes nothing need not be told, nor now one that is carried out later. */
function tookEffect({ exchange: { outcome, case: testCase } }: Cause, { story, setup }: Deliveries): boolean {
  if (outcome.kind === "none" || outcome.status === 202) return false;
  if (setup.trigger.effect !== "change") return true;
  const created = story.entries.find((each) => each.kind === "called" && each.name === "create 1");
  if (created?.kind !== "called" || created.exchange.outcome.kind === "none") return false;
  const [before, after] = [jsonOf(created.exchange.outcome)?.value, jsonOf(outcome)?.value];
  const { body } = testCase;
  if (body?.kind !== "value" || !isObject(body.value) || !isObject(before) || !isObject(after)) return false;
  return Object.keys(body.value).some((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

const once: DeliveryCheck = {
  id: "webhook-once",
  title: "What was answered with 2xx is not sent again",
  source: standardWebhooks,
  look({ endpoints, causes, setup }) {
    // What comes to one that is to get nothing is another fault.
    const receiving = endpoints.filter(({ sink }) => !silent.some((role) => role === sink));
    return receiving.flatMap((endpoint) => {
      const repeated = endpoint.attempts.find((attempt, index) =>
        endpoint.attempts.slice(0, index).some((each) => each.key === attempt.key && isTaken(each)),
      );
      const doubled = setup.trigger.effect === "create" ? causes.flatMap((cause) => doubles(endpoint, cause)) : [];
      const found = repeated ?? doubled[0];
      if (found === undefined) return [];
      return [{ message: `${endpoint.sink} got an event again that it had taken.`, entry: found.entry }];
    });
  },
};

/** One thing is created once: what tells so under another id is one too many. */
function doubles(endpoint: Endpoint, cause: Cause) {
  const named = attemptsAbout(endpoint, cause).filter((each) => each.named === endpoint.asked);
  const [first, ...others] = named;
  return first === undefined || !isTaken(first) || first.named === undefined ? [] : others;
}

const askedOnly: DeliveryCheck = {
  id: "webhook-asked-only",
  title: "An endpoint gets only the events that it asked for",
  source: "OpenAPI 3.1, OpenAPI Object, webhooks",
  look({ endpoints }) {
    return endpoints.flatMap(({ sink, asked, attempts }) => {
      // Who asks for `order` may get `order.paid`.
      const other = attempts.find(({ named }) => asked !== undefined && named?.startsWith(asked) === false);
      if (other?.named === undefined || isTrial(other.named)) return [];
      return [{ message: `${sink} asked for ${asked} and got ${other.named}.`, entry: other.entry }];
    });
  },
};

/** What servers send to show that an endpoint works. */
function isTrial(name: string): boolean {
  return /ping|test|verif|challenge|handshake|webhook|endpoint/iu.test(name);
}

const ended: DeliveryCheck = {
  id: "webhook-ended",
  title: "An endpoint that was deleted or disabled gets nothing",
  source: standardWebhooks,
  look: (deliveries) =>
    (["deleted", "disabled"] as const).flatMap((role) => {
      const endpoint = endpointAt(deliveries, role);
      if (endpoint?.changed !== true) return [];
      const [attempt] = deliveries.causes.flatMap((cause) => attemptsAbout(endpoint, cause));
      if (attempt === undefined) return [];
      return [{ message: `An endpoint that was ${role} before got the event.`, entry: attempt.entry, cause: role }];
    }),
};

const tenant: DeliveryCheck = {
  id: "webhook-tenant",
  title: "An endpoint of another tenant gets nothing",
  source: "OWASP API Security 2023, API1",
  look(deliveries) {
    const stranger = endpointAt(deliveries, "stranger");
    if (stranger === undefined) return [];
    const [attempt] = deliveries.causes.flatMap((cause) => attemptsAbout(stranger, cause));
    if (attempt === undefined) return [];
    return [{ message: "The endpoint of another tenant got the event.", entry: attempt.entry }];
  },
};

const independent: DeliveryCheck = {
  id: "webhook-independent",
  title: "An endpoint that fails holds up no other",
  source: standardWebhooks,
  look(deliveries) {
    const { endpoints, causes, setup } = deliveries;
    const [cause] = causes;
    if (cause === undefined || !endpoints.some((each) => attemptsAbout(each, cause).length > 0)) return [];
    return (["first", "last"] as const).flatMap((role) => {
      const endpoint = endpointAt(deliveries, role);
      const inTime = endpoint?.attempts.some(({ atMs }) => atMs <= cause.atMs + setup.eventMs);
      if (endpoint === undefined || inTime === true) return [];
      return [
        { message: `${role}, which takes everything, got nothing within ${setup.eventMs} ms, while others fail.` },
      ];
    });
  },
};

/** Whether events come to whom they are for, and to nobody else. */
export const arrivalChecks: readonly DeliveryCheck[] = [delivered, once, askedOnly, ended, tenant, independent];
