import type { Component } from 'svelte';
import type { PrivacySection } from '../../state/route.ts';

type Section = () => Promise<{ readonly default: Component }>;

/** Parts of the privacy screen; each is loaded when it is first gone to. */
const sections: Readonly<Record<PrivacySection, Section>> = {
  overview: () => import('./overview/OverviewSection.svelte'),
  classification: () => import('./records/ClassificationSection.svelte'),
  risk: () => import('./risk/RiskSection.svelte'),
  deidentify: () => import('./deidentify/DeidentifySection.svelte'),
  policy: () => import('./policy/PolicySection.svelte'),
  releases: () => import('./releases/ReleasesSection.svelte'),
};

/** The part of the privacy screen that stands under a name. */
export function sectionOf(section: PrivacySection): Section {
  return sections[section];
}
