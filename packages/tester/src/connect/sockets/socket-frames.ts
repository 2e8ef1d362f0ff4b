import type { Contract, Json, Message, Schema } from "@parlance/contract";
import { isScalar } from "../../values/json-kinds.js";
import { withValueAt } from "../../values/pointer.js";
import { schemasOf } from "../../values/schemas.js";
import type { Validators } from "../../values/validator.js";
import { Recogniser } from "../recogniser.js";
import { correlationIn, listedValues, schemaAt, type SocketRules } from "./socket-rules.js";

/** What messages are made of and told by. */
export interface SocketFramesOptions {
  readonly contract: Contract;
  /** Validate what comes. */
  readonly answers: Validators;
  /** Makes a value of a schema, chosen by names. */
  readonly make: (schema: Schema, ...names: readonly (string | number)[]) => Json | undefined;
}

/** The messages of sockets as they go over the wire. */
export class SocketFrames {
  readonly #options: SocketFramesOptions;

  constructor(options: SocketFramesOptions) {
    this.#options = options;
  }

  /** A message as it is sent: with what it must have, or else a value of its schema. */
  frame({ messages }: SocketRules, name: string, n: number): Json | undefined {
    const message = messages.find((each) => each.name === name);
    if (message?.payload === undefined) return undefined;
    const made = this.#options.make(message.payload, name, n);
    const pointer = correlationIn(message);
    if (made === undefined || pointer === undefined) return made;
    // An answer is told by an id that no other request has.
    const id = schemaAt(message.payload, pointer, this.#options.contract);
    const isNumber = id?.kind === "scalar" && id.type !== "string";
    return withValueAt(made, pointer, isNumber ? Math.abs(n % 1000) + 1 : `request-${Math.abs(n)}`);
  }

  /** The keys that one can subscribe to, as far as the document tells them. */
  keys({ messages, subscription }: SocketRules): readonly Json[] {
    const payload = messages.find(({ name }) => name === subscription?.subscribe)?.payload;
    const schema = schemaAt(payload, subscription?.key ?? "", this.#options.contract);
    const listed = listedValues(schema);
    return listed.length > 0 ? listed : (schema?.docs?.examples ?? []).filter(isScalar);
  }

  /** The only key that a message can carry; undefined if it can carry several. */
  onlyKey({ messages, subscription }: SocketRules, message: string): Json | undefined {
    const payload = messages.find(({ name }) => name === message)?.payload;
    const [only, another] = listedValues(schemaAt(payload, subscription?.of ?? "", this.#options.contract));
    return another === undefined ? only : undefined;
  }

  /** Tells the messages that come. */
  recogniser({ operations, messages, heartbeat }: SocketRules): Recogniser {
    const { contract, answers } = this.#options;
    const sent = new Set(operations.flatMap((each) => (each.action === "send" ? each.messages : [])));
    const came = new Set(
      operations.flatMap((each) => [
        ...(each.action === "receive" ? each.messages : []),
        ...(each.reply?.messages ?? []),
      ]),
    );
    // Signs of life often go both ways under one name.
    const isReceived = ({ name }: Message) => came.has(name) || !sent.has(name) || name === heartbeat;
    return new Recogniser({ messages: messages.filter(isReceived), schemas: schemasOf(contract), validators: answers });
  }
}
