import type { Published } from "../../broker/broker.js";
import { channels, prepareLog, typeOf } from "../../domains/channels/channel-resource.js";
import { publishMessage } from "../../domains/channels/publish-message.js";
import { isReserved } from "../../domains/channels/reserved-channels.js";
import type { Filter } from "../../filter/filter.js";
import type { Services } from "../../handler.js";
import { filterLimits } from "../../http/admit.js";
import type { Json, JsonObject } from "../../json/json.js";
import { problem } from "../../problem/platform-error.js";
import type { TokenCaller } from "../../security/caller.js";
import { identify } from "../../security/identify.js";
import { applications } from "../../security/kinds.js";
import { requireStanding } from "../../security/verify-token.js";
import type { Store, Transaction } from "../../store/store.js";
import { transact, type Steps } from "../../store/transact.js";
import type {
  Admission,
  ChannelRequest,
  Gate,
  Identity,
  MemberAdmission,
  MethodCall,
  PermittedRequest,
  PublishRequest,
  Snapshot,
  SnapshotRequest,
} from "../gate.js";
import { admit, requirePermission } from "./admit.js";
import { requireMayPublish } from "./may-publish.js";
import { requireMayHear, type JudgeOptions } from "./may-subscribe.js";
import { readSubscriptionFilter } from "./subscription-filter.js";
import { takeSnapshot } from "./take-snapshot.js";
import { TokenIdentity } from "./token-identity.js";

/** What the gate of a platform is made of. */
export interface PlatformGateOptions {
  readonly services: Services;
  readonly store: Store;
  /** Says what is wrong with the name of a channel; undefined = nothing. */
  readonly checkChannel: (name: string) => string | undefined;
  /** Carries out a REST operation as HTTP would. */
  readonly call: (call: MethodCall) => Promise<Json>;
}

/** The gate of a platform: by tokens, grants and channel tokens, over the same code as REST. */
export class PlatformGate implements Gate {
  readonly #options: PlatformGateOptions;
  readonly #judge: JudgeOptions;

  constructor(options: PlatformGateOptions) {
    this.#options = options;
    const { services } = options;
    this.#judge = { contract: services.contract, filterLimits: filterLimits(services) };
  }

  async authenticate(token: string | undefined): Promise<Identity> {
    if (token === undefined)
      throw problem("missing_token", "Send `token` in hello; an SDK's client takes it as an option.");
    const { clock, contract, checkClaims } = this.#options.services;
    const lifetime = contract.limits.tokenLifetimeSeconds;
    const caller = await this.#options.store.transaction((transaction) =>
      identify(`Bearer ${token}`, { transaction, clock, lifetime, checkClaims }),
    );
    if (caller.type !== "token") throw problem("invalid_token", "The token is not a JWT.");
    return new TokenIdentity({ caller, token });
  }

  subscribe(request: ChannelRequest): Promise<Admission> {
    return this.#work(request, async (caller, steps) => {
      // Between the token's check and the first subscription it may have been revoked, when no connection was there to be ended.
      await requireStanding(steps.transaction, caller);
      const admission = await admit(caller, request, this.#judgeIn(steps));
      await prepareLog(this.#call(request.identity, steps), atOf(request));
      return admission;
    });
  }

  publish(request: PublishRequest): Promise<Published> {
    return this.#work(request, async (caller, steps) => {
      const at = atOf(request);
      await requireMayPublish(caller, request, this.#judgeIn(steps));
      const { services } = this.#options;
      const { userId } = request.identity;
      const sender = { connectionId: request.connection, userId, memberId: userId };
      const publication = { ...request.publication, sender };
      const { applicationId } = request.identity;
      const { clock, ids, webhooks } = services;
      const call = { ...this.#call(request.identity, steps), clock, ids, webhooks, applicationId };
      return publishMessage(call, at, publication);
    });
  }

  enter(request: PermittedRequest): Promise<MemberAdmission> {
    return this.#work(request, async (caller, { transaction }) => {
      const { channel, identity, permissions } = request;
      const { contract } = this.#options.services;
      const type = typeOf(channel);
      if (permissions === undefined) requireMayHear(caller, channel, this.#judge);
      else if (type !== "presence") requirePermission(permissions, "presence");
      const record = await transaction.records(identity.project).get(channels, channel);
      if (type !== "presence" && !isReserved(channel) && record?.data.settings.presence !== true)
        throw problem(
          "forbidden",
          "The channel tracks no members. Turn on settings.presence with channels.update, or use a presence- channel.",
        );
      return { maxMembers: record?.data.settings.maxMembers ?? contract.limits.realtime.membersPerChannel };
    });
  }

  history(request: PermittedRequest): Promise<void> {
    return this.#work(request, async (caller, steps) => {
      if (request.permissions === undefined) requireMayHear(caller, request.channel, this.#judge);
      else requirePermission(request.permissions, "history");
      await prepareLog(this.#call(request.identity, steps), atOf(request));
    });
  }

  snapshot(request: SnapshotRequest): Promise<Snapshot | undefined> {
    const { services, store } = this.#options;
    return store.transaction((transaction) => takeSnapshot(request, { services, transaction }));
  }

  filter(channel: string, filter: JsonObject): Filter {
    return readSubscriptionFilter(channel, filter, this.#judge.filterLimits);
  }

  call(call: MethodCall): Promise<Json> {
    return this.#options.call(call);
  }

  /** Carries out what a connection wants, as what its application is now: disabled ones get nothing. */
  #work<Result>(
    { identity, channel }: ChannelRequest,
    work: (caller: TokenCaller, steps: Steps) => Promise<Result>,
  ): Promise<Result> {
    return transact(this.#options.store, async (steps) => {
      // The id of a user may hold what the name of a channel may not.
      const own = identity.userId !== null && channel === `user:${identity.userId}`;
      const wrong = own ? undefined : this.#options.checkChannel(channel);
      if (wrong !== undefined) throw problem("validation_failed", `channel ${wrong}.`);
      return work(await this.#caller(identity, steps.transaction), steps);
    });
  }

  async #caller(identity: Identity, transaction: Transaction): Promise<TokenCaller> {
    if (!(identity instanceof TokenIdentity)) throw new Error("The identity is of another gate.");
    const application = await transaction.anywhere(applications, identity.applicationId);
    if (application?.data.enabled !== true)
      throw problem("application_disabled", "The application is disabled. Enable it first.");
    return identity.callerWith(application);
  }

  #judgeIn({ transaction }: Steps) {
    return { ...this.#judge, transaction, clock: this.#options.services.clock };
  }

  #call({ project }: Identity, { transaction, afterCommit, afterRollback }: Steps) {
    const { broker, contract } = this.#options.services;
    return { broker, contract, afterCommit, afterRollback, records: transaction.records(project) };
  }
}

function atOf({ identity, channel }: ChannelRequest) {
  return { project: identity.project, channel };
}
