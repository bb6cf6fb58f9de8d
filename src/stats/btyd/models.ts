import { bgBb } from './bg-bb.ts';
import { bgNbd, mbgNbd } from './geometric-dropout.ts';
import type { Model, ModelName } from './model.ts';
import { nbd } from './negative-binomial.ts';
import { paretoNbd } from './pareto-nbd.ts';

const MODELS: Readonly<Record<ModelName, Model>> = {
  bgnbd: bgNbd,
  mbgnbd: mbgNbd,
  paretonbd: paretoNbd,
  nbd,
  bgbb: bgBb,
};

/** The model of that name. */
export function model(name: ModelName): Model {
  return MODELS[name];
}
