import type { PrivacyModel } from '../../src/contract/records.ts';

/** Sensitive columns that models speak of, each once. */
export function sensitiveIn(models: readonly PrivacyModel[]): readonly string[] {
  return [...new Set(models.flatMap((model) => ('sensitive' in model ? [model.sensitive] : [])))];
}
