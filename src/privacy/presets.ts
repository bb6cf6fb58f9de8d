import type { Policy } from '../contract/privacy.ts';
import { tighten } from './policy.ts';

/** Sets of rules that agencies and handbooks ask for. `own`: the host's policy as it stands. */
export const PRESETS = ['own', 'ten', 'cms11', 'fiveRounded', 'nhs'] as const;
export type Preset = (typeof PRESETS)[number];

/**
 * What each preset asks for; all other fields stay as the host has set them.
 *
 * - `ten`: at least 10, as the UK's research data centres and the ONS ask;
 * - `cms11`: at least 11, the rule of the US Centers for Medicare & Medicaid Services;
 * - `fiveRounded`: at least 5, all counts rounded to 5;
 * - `nhs`: 1 to 7 withheld, all others rounded to 5, as NHS England does below the national level.
 */
const ASKED: Readonly<Record<Preset, Partial<Policy>>> = {
  own: {},
  ten: { threshold: 10 },
  cms11: { threshold: 11 },
  fiveRounded: { threshold: 5, rounding: { base: 5 } },
  nhs: { threshold: 8, rounding: { base: 5 } },
};

/** A preset over a host's policy; `isAvailable` is false where the host asks for more. */
export interface OfferedPreset {
  readonly preset: Preset;
  readonly policy: Policy;
  readonly isAvailable: boolean;
}

/**
 * The presets with what each would make of a host's policy.
 *
 * @param host the policy that no user may loosen
 */
export function offeredPresets(host: Policy): readonly OfferedPreset[] {
  return PRESETS.map((preset) => {
    const policy = { ...host, ...ASKED[preset] };
    return { preset, policy, isAvailable: tighten(host, policy).ok };
  });
}
