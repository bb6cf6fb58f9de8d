import type { Component } from 'svelte';
import HomeScreen from '../home/HomeScreen.svelte';
import type { Route } from '../../state/route.ts';

type Screen = () => Promise<{ readonly default: Component }>;

/** Analyses with a screen of their own; the others share one. */
const analyses: Readonly<Record<string, Screen>> = {
  rfm: () => import('../rfm/RfmScreen.svelte'),
};

const notFound: Screen = () => import('../home/NotFoundScreen.svelte');

// The start screen comes with the frame, one round trip less, but is drawn in a task after it.
const startScreen: Screen = () =>
  new Promise((resolve) => {
    setTimeout(() => {
      resolve({ default: HomeScreen });
    });
  });

const screens: Readonly<Record<Route['name'], Screen>> = {
  data: startScreen,
  columns: () => import('../import/ImportScreen.svelte'),
  profile: () => import('../profile/ProfileScreen.svelte'),
  merge: () => import('../merge/MergeScreen.svelte'),
  receipt: () => import('../receipt/ReceiptScreen.svelte'),
  analyses: () => import('../analyses/AnalysesScreen.svelte'),
  analysis: () => import('../analysis/AnalysisScreen.svelte'),
  method: () => import('../method/MethodScreen.svelte'),
  privacy: () => import('../privacy/PrivacyScreen.svelte'),
  notebook: () => import('../notebook/NotebookScreen.svelte'),
  dashboard: () => import('../dashboard/DashboardScreen.svelte'),
  verify: () => import('../verify/VerifyScreen.svelte'),
  settings: () => import('../settings/SettingsScreen.svelte'),
  unknown: notFound,
};

/** The screen of a place; each is loaded when it is first gone to. */
export function screenOf(route: Route): Screen {
  return route.name === 'analysis' ? (analyses[route.id] ?? screens.analysis) : screens[route.name];
}
