import ChartColumn from '@lucide/svelte/icons/chart-column';
import Database from '@lucide/svelte/icons/database';
import Gauge from '@lucide/svelte/icons/gauge';
import Pilcrow from '@lucide/svelte/icons/pilcrow';
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal';
import Users from '@lucide/svelte/icons/users';
import type { Component } from 'svelte';
import type { CellKind } from '../../document/cell.ts';

/** The sign of each kind of cell; beside it stands the word. */
export const KIND_ICONS: Readonly<Record<CellKind, Component<{ size?: number; 'aria-hidden'?: 'true' }>>> = {
  text: Pilcrow,
  sql: Database,
  analysis: Users,
  metric: Gauge,
  chart: ChartColumn,
  input: SlidersHorizontal,
};
