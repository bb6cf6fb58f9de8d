import { ANALYSES } from '../../../analyses/index.ts';
import { parameterWords } from '../../../analyses/parameter-words.ts';
import { chipsOf } from '../../../crossfilter/chips.ts';
import { isSameSelection, seenBy } from '../../../crossfilter/selection.ts';
import type { Tile } from '../../../dashboard/dashboard.ts';
import type { DashboardSession } from '../../../state/dashboard/dashboard-session.svelte.ts';
import { dimensionsOf } from '../../../state/dashboard/page-view.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';
import { dimensionWords } from '../../../dashboard/drawing/dimension-words.ts';
import { measureKey } from '../../../dashboard/drawing/measure-names.ts';
import { definitionKey } from '../words/measure-words.ts';

/** A line of the explanation of a tile. */
export interface TileFact {
  readonly name: string;
  readonly text: string;
}

/** How the figures of a tile are defined, a line for each. */
export function definitionsOf({ body }: Tile, workspace: Workspace): readonly TileFact[] {
  const { t } = workspace;
  const measures = body.kind === 'figure' ? [body.measure] : body.kind === 'groups' ? body.measures : [];
  const ofMeasures = measures.map((measure) => ({
    name: t(measureKey(measure)),
    text: t(definitionKey(measure)),
  }));
  if (body.kind !== 'analysis') return ofMeasures;
  const analysis = ANALYSES.find(({ id }) => id === body.analysis);
  if (analysis === undefined) return [];
  const words = parameterWords(analysis, body.params, { locale: workspace.locale, translate: t });
  return [
    { name: workspace.say(analysis.title), text: workspace.say(analysis.summary) },
    ...(words === '' ? [] : [{ name: t('dashboardScreen.explain.parameters'), text: words }]),
  ];
}

/** The conditions a tile sees, in words. */
function filterOf(tile: Tile, session: DashboardSession, { t, locale }: Workspace): string {
  if (tile.body.kind === 'cell') return t('dashboardScreen.tile.unfiltered.meaning');
  const seen = seenBy(session.selection, dimensionsOf(tile.body));
  const chips = chipsOf(seen, dimensionWords({ locale, translate: t }), Infinity);
  if (chips.length === 0) return t('dashboardScreen.explain.noFilter');
  const list = new Intl.ListFormat(locale, { type: 'disjunction' });
  return chips
    .map(({ title, kind, values }) => {
      const labels = values.map(({ label }) => label);
      return `${title}: ${kind === 'stretch' ? labels.join(' – ') : list.format(labels)}`;
    })
    .join(' · ');
}

function daysOf(session: DashboardSession, { t, formats }: Workspace): string {
  const { prepared } = session.figures;
  const { days } = session.dashboard;
  const date = (day: string | null | undefined): string =>
    day === null || day === undefined ? '–' : formats.date(Date.parse(day));
  const [from, to] = [days?.from ?? prepared?.firstDay, days?.to ?? prepared?.lastDay];
  return t('dashboardScreen.explain.daysOf', { from: date(from), to: date(to) });
}

/** Rows a tile has; null before it has any. */
function rowsOf(tile: Tile, session: DashboardSession): number | null {
  const { figures, analysis } = session.figures.state(tile.id);
  if (figures?.kind === 'groups') return figures.table.rowCount;
  if (figures?.kind === 'figure') return figures.series.rowCount;
  const { body } = tile;
  if (body.kind !== 'analysis') return null;
  const view = ANALYSES.find(({ id }) => id === body.analysis)?.views.find(({ id }) => id === body.view);
  return view === undefined ? null : (analysis?.outcome?.outcome.tables[view.table]?.rowCount ?? null);
}

/** Customers under the conditions that a tile sees; null where they have not been counted. */
function customersOf({ id, body }: Tile, { figures, selection }: DashboardSession): number | null {
  if (body.kind === 'analysis') return figures.state(id).analysis?.outcome?.customers ?? null;
  const seen = seenBy(selection, dimensionsOf(body));
  if (seen.length === 0) return figures.everyone?.customers ?? null;
  return isSameSelection(seen, selection) ? (figures.population?.customers ?? null) : null;
}

function timeOf(tile: Tile, session: DashboardSession): number | null {
  if (tile.body.kind !== 'analysis') return session.figures.elapsedMs;
  return session.figures.state(tile.id).analysis?.outcome?.outcome.elapsedMs ?? null;
}

/** What is to be known of the figures of a tile: filter, days, rows, customers, freshness, time. */
export function factsOf(tile: Tile, session: DashboardSession, workspace: Workspace): readonly TileFact[] {
  const { t, formats } = workspace;
  const { prepared } = session.figures;
  const freshness =
    prepared?.lastDay == null
      ? '–'
      : t(
          prepared.lastIsIncomplete
            ? 'dashboardScreen.explain.freshPartial'
            : 'dashboardScreen.explain.fresh',
          {
            date: formats.date(Date.parse(prepared.lastDay)),
          },
        );
  const ms = timeOf(tile, session);
  return [
    { name: t('dashboardScreen.explain.filter'), text: filterOf(tile, session, workspace) },
    { name: t('dashboardScreen.explain.days'), text: daysOf(session, workspace) },
    { name: t('dashboardScreen.explain.rows'), text: formats.number(rowsOf(tile, session)) },
    { name: t('dashboardScreen.explain.customers'), text: formats.number(customersOf(tile, session)) },
    { name: t('dashboardScreen.explain.freshness'), text: freshness },
    {
      name: t('dashboardScreen.explain.time'),
      text: ms === null ? '–' : t('dashboardScreen.explain.ms', { ms: formats.number(ms, ms < 10 ? 1 : 0) }),
    },
  ];
}
