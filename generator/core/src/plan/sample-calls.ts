import type { Json } from "@parlance/contract";
import type { NamedContract, NamedOperation, NamedParameter, NamedResource, Types } from "../naming/named-contract.js";
import { type OperationKind, operationPlan } from "./operation-plan.js";
import { sampleValue } from "./sample-value.js";

/** A call that a README can show: one that sends no body, and whose required parameters have an obvious value. */
export interface SampleCall {
  readonly named: NamedOperation;
  readonly kind: OperationKind;
  /** The members from the client to the method, e.g. `tunnels`, `get`. */
  readonly path: readonly string[];
  /** The required parameters. */
  readonly values: readonly SampleArgument[];
}

/** A parameter with a value that fits it. */
export interface SampleArgument {
  readonly parameter: NamedParameter;
  readonly value: Json;
}

/** The calls that a README shows, as far as the Contract has them. */
export interface SampleCalls {
  /** Reads something, by a parameter if there is such an operation. */
  readonly call?: SampleCall;
  readonly page?: SampleCall;
  readonly sequence?: SampleCall;
}

/** Chooses the calls for a README: the first of each kind in the order of the resources, those that read before others. */
export function sampleCalls({ root, types }: Pick<NamedContract, "root" | "types">): SampleCalls {
  const samples = walk(root, []).flatMap((each) => sampleOf(each, types));
  const reading = samples.filter(({ named: { operation } }) => operation.method === "GET");
  const calls = [...reading, ...samples].filter(({ kind }) => kind === "call");
  const call = calls.find(({ values }) => values.length > 0) ?? calls[0];
  const page = reading.find(({ kind }) => kind === "page");
  const sequence = samples.find(({ kind }) => kind === "sequence");
  return {
    ...(call === undefined ? {} : { call }),
    ...(page === undefined ? {} : { page }),
    ...(sequence === undefined ? {} : { sequence }),
  };
}

type Found = Pick<SampleCall, "named" | "path">;

function walk({ operations, children }: NamedResource, path: readonly string[]): readonly Found[] {
  const own = operations.map((named) => ({ named, path: [...path, named.method] }));
  return [...own, ...children.flatMap((each) => walk(each, [...path, each.property]))];
}

function sampleOf({ named, path }: Found, types: Types): readonly SampleCall[] {
  const { operation, parameters } = named;
  const required = parameters.filter(({ parameter }) => parameter.required);
  const values = required.flatMap((parameter) => {
    const value = sampleValue(parameter.parameter.schema, types);
    return value === undefined ? [] : [{ parameter, value }];
  });
  return operation.body?.required || operation.docs?.deprecated || values.length < required.length
    ? []
    : [{ named, kind: operationPlan(named, types).kind, path, values }];
}
