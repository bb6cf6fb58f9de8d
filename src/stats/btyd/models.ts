import { bgNbd, mbgNbd } from './geometric-dropout.ts';
import type { Model, ModelName } from './model.ts';
import { nbd } from './negative-binomial.ts';

const MODELS: Partial<Record<ModelName, Model>> = { bgnbd: bgNbd, mbgnbd: mbgNbd, nbd };

/** The model of that name. */
export function model(name: ModelName): Model {
  const found = MODELS[name];
  if (found === undefined) throw new RangeError(`No model ${name}`);
  return found;
}
