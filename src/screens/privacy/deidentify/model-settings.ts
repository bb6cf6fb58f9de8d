import type { PrivacyModel, ValueDistance } from '../../../contract/records.ts';

/** Conditions on one sensitive column, as they stand in the form; null: not asked. */
export interface SensitiveSettings {
  readonly distinctL: number | null;
  readonly t: number | null;
  readonly distance: ValueDistance;
  readonly entropyL: number | null;
  readonly recursiveC: number | null;
  readonly recursiveL: number;
  readonly alpha: number | null;
  readonly delta: number | null;
  readonly beta: number | null;
}

export const NOT_ASKED: SensitiveSettings = {
  distinctL: null,
  t: null,
  distance: 'equal',
  entropyL: null,
  recursiveC: null,
  recursiveL: 2,
  alpha: null,
  delta: null,
  beta: null,
};

/** Size of class the models ask for; 2 where none does, as a class of one is nobody's company. */
export function kOf(models: readonly PrivacyModel[]): number {
  const found = models.find((each) => each.model === 'kAnonymity');
  return found?.k ?? 2;
}

/** Records of the population that the models ask for in each class; null where they do not. */
export function kMapOf(models: readonly PrivacyModel[]): number | null {
  return models.find((each) => each.model === 'kMap')?.k ?? null;
}

/** The conditions on a column, read off the models. */
export function settingsOf(models: readonly PrivacyModel[], column: string): SensitiveSettings {
  let settings = NOT_ASKED;
  for (const each of models) {
    if (!('sensitive' in each) || each.sensitive !== column) continue;
    switch (each.model) {
      case 'distinctLDiversity':
        settings = { ...settings, distinctL: each.l };
        break;
      case 'entropyLDiversity':
        settings = { ...settings, entropyL: each.l };
        break;
      case 'recursiveCLDiversity':
        settings = { ...settings, recursiveC: each.c, recursiveL: each.l };
        break;
      case 'alphaK':
        settings = { ...settings, alpha: each.alpha };
        break;
      case 'tCloseness':
        settings = { ...settings, t: each.t, distance: each.distance };
        break;
      case 'deltaDisclosure':
        settings = { ...settings, delta: each.delta };
        break;
      case 'betaLikeness':
        settings = { ...settings, beta: each.beta };
        break;
    }
  }
  return settings;
}

/** The models that the form asks for. */
export function modelsFrom(
  k: number,
  kMap: number | null,
  conditions: Readonly<Record<string, SensitiveSettings>>,
): readonly PrivacyModel[] {
  const models: PrivacyModel[] = [{ model: 'kAnonymity', k }];
  if (kMap !== null) models.push({ model: 'kMap', k: kMap });
  for (const [sensitive, asked] of Object.entries(conditions)) {
    const { distinctL, entropyL, recursiveC: c, recursiveL, alpha, t, distance, delta, beta } = asked;
    if (distinctL !== null) models.push({ model: 'distinctLDiversity', sensitive, l: distinctL });
    if (entropyL !== null) models.push({ model: 'entropyLDiversity', sensitive, l: entropyL });
    if (c !== null) models.push({ model: 'recursiveCLDiversity', sensitive, c, l: recursiveL });
    if (alpha !== null) models.push({ model: 'alphaK', sensitive, alpha, k });
    if (t !== null) models.push({ model: 'tCloseness', sensitive, t, distance });
    if (delta !== null) models.push({ model: 'deltaDisclosure', sensitive, delta });
    if (beta !== null) models.push({ model: 'betaLikeness', sensitive, beta, enhanced: false });
  }
  return models;
}
