import type { SealCheck } from '../../state/engine-port.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';

/** A check of the seal in words, beside what was measured. */
export interface SealRow extends SealCheck {
  readonly label: string;
  readonly outcomeLabel: string;
}

/** Puts the checks of the seal into words. */
export function sealRows({ engine, t }: Workspace): SealRow[] {
  return engine.sealChecks.map((check) => ({
    ...check,
    label: t(`seal.${check.id}`),
    outcomeLabel: t(`seal.${check.outcome}`),
  }));
}
