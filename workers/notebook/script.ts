import { say } from '../../src/charts/labels.ts';
import type { Language } from '../../src/charts/look.ts';
import type {
  CatalogRelation,
  DocumentRequest,
  InputValue,
  ScriptCell,
} from '../../src/contract/notebook.ts';
import { Sql, sql } from '../../src/contract/sql.ts';
import { loadMessages } from '../../src/i18n/messages.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { guard } from '../../src/query/guard.ts';
import { inspectSql } from '../../src/query/inspect-sql.ts';
import { withInputs } from '../../src/query/parameters.ts';
import type { Database, Run } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import type { CellStore } from './cell-store.ts';
import { loadedCatalog } from './loaded-catalog.ts';
import { notebookRelation } from './notebook-relation.ts';
import type { RanAnalyses } from './run-analysis-cell.ts';
import { scriptedAnalysis } from './script-analysis.ts';
import { orderStatements } from './script-orders.ts';

/** What a script is written from. */
export interface ScriptGround {
  readonly db: Database;
  readonly run: Run;
  readonly store: CellStore;
  readonly ran: RanAnalyses;
  readonly loaded: LoadedOrders;
  readonly synthetic: boolean;
}

type ScriptRequest = Extract<DocumentRequest, { form: 'script' }>;

/** Text as a comment: no line of it is taken for SQL. */
function comment(text: string): string {
  return text
    .split(/\r\n|[\r\n\u2028\u2029]/u)
    .map((line) => `-- ${line}`.trimEnd())
    .join('\n');
}

function statement({ text }: Sql): string {
  return `${text.trim()};`;
}

function valueText(value: InputValue): string {
  return value.type === 'texts' ? value.values.join(', ') : String(value.value);
}

interface Written {
  readonly lines: readonly string[];
  /** Relations that the script does not make. */
  readonly leftOut: readonly string[];
}

function cellLines(
  ground: ScriptGround,
  cell: ScriptCell,
  leftOut: ReadonlySet<string>,
  { translate }: Language,
): Written {
  if (cell.kind === 'text') return { lines: [comment(cell.markdown)], leftOut: [] };
  if (cell.kind === 'input') {
    const values = { name: `$${cell.name}`, value: valueText(cell.value) };
    return { lines: [comment(translate('script.inputValue', values))], leftOut: [] };
  }
  const { run } = cell;
  if (run.kind === 'sql') {
    const lacking = inspectSql(run.sql).reads.some((read) => {
      const name = read.toLowerCase();
      return leftOut.has(name) || leftOut.has(name.split('.')[0] ?? name);
    });
    if (lacking) {
      return { lines: [comment(translate('script.readsLeftOut', { name: run.name }))], leftOut: [run.name] };
    }
    const { text } = withInputs(guard(run.sql), run.inputs);
    const made = sql`CREATE OR REPLACE TABLE ${notebookRelation(run.name)} AS SELECT * FROM (\n${new Sql(text)}\n)`;
    return { lines: [comment(run.name), statement(made)], leftOut: [] };
  }
  const made = ground.store.of(run.cell);
  const ran = made === undefined ? undefined : ground.ran.of(made);
  if (made === undefined || ran === undefined) {
    return { lines: [comment(translate('script.notRun', { name: run.name }))], leftOut: [run.name] };
  }
  const scripted = scriptedAnalysis(made.name, ran);
  const names = scripted.leftOut.join(', ');
  return {
    lines: [
      comment(`${made.name}: ${run.analysisId} ${JSON.stringify(ran.outcome.params)}`),
      ...(names === '' ? [] : [comment(translate('script.leftOut', { names }))]),
      ...scripted.statements.map(statement),
    ],
    leftOut: scripted.leftOut,
  };
}

/** What the columns of the analyses are called, by relation and name. */
function meanings({ store, ran }: ScriptGround, language: Language): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const made of store.all) {
    const analysis = ran.of(made)?.analysis;
    for (const [table, { columns }] of Object.entries(analysis?.tables ?? {})) {
      for (const { name, label } of columns) named.set(`${made.name}.${table}.${name}`, say(label, language));
    }
  }
  return named;
}

function relationLines(
  { name, columns }: CatalogRelation,
  called: ReadonlyMap<string, string>,
  { translate }: Language,
): string {
  const lines = columns.map((column) => {
    const { sqlType, unit, identifier: identifies, role } = column;
    const says = [
      called.get(`${name}.${column.name}`) ?? (role === null ? '' : translate(`role.${role}`)),
      unit === undefined ? '' : translate(`chart.unitName.${unit}`),
      identifies ? translate('script.identifier') : '',
    ].filter((each) => each !== '');
    return `  ${column.name} ${sqlType}${says.length === 0 ? '' : `: ${says.join('; ')}`}`;
  });
  return comment([name, ...lines].join('\n'));
}

/**
 * Writes the SQL of a notebook as a file that DuckDB's command line runs beside the user's file: it reads the file as it
 * was read here, applies the rules in force, has inputs as literals, and makes the tables of the cells. What kernels
 * compute is no SQL and is left out with a word. A dictionary of all tables stands at the end, as a comment.
 *
 * @throws AppFailure `sql.*` for a cell whose SQL is not let through
 */
export async function scriptOf(ground: ScriptGround, request: ScriptRequest): Promise<string> {
  const { db, run, store, loaded, synthetic } = ground;
  const { locale, title, cells } = request;
  const language: Language = { locale, translate: createTranslate(locale, await loadMessages(locale)) };
  const { translate } = language;
  const file = loaded.fileName;
  const { textCures = [] } = loaded;
  const cures = textCures.map((code) => translate(`doctor.name.${code}`)).join(', ');
  const pseudonyms = (loaded.mapping.pseudonymise?.columns.length ?? 0) > 0;
  const blocks = [
    [
      comment(title),
      comment(translate('script.run', { file })),
      ...(synthetic ? [comment(translate('script.sample', { file }))] : []),
      ...(pseudonyms ? [comment(translate('script.pseudonyms'))] : []),
      ...(loaded.merge === null ? [] : [comment(translate('script.merged'))]),
      ...(cures === '' ? [] : [comment(translate('script.textCures', { cures }))]),
    ],
    [
      comment(translate('script.orders')),
      statement(sql`SET preserve_insertion_order = true`),
      statement(sql`ATTACH ':memory:' AS notebook`),
      statement(sql`USE notebook`),
      ...orderStatements(loaded, file).map(statement),
    ],
  ];
  const leftOut = new Set<string>();
  for (const cell of cells) {
    const written = cellLines(ground, cell, leftOut, language);
    for (const name of written.leftOut) leftOut.add(name.toLowerCase());
    blocks.push([...written.lines]);
  }
  const called = meanings(ground, language);
  const relations = [
    ...(await loadedCatalog(db, run, loaded)),
    ...store.all.flatMap((made) => made.relations),
  ].filter(({ name }) => !leftOut.has(name.toLowerCase()));
  blocks.push([
    comment(translate('script.dictionary')),
    ...relations.map((relation) => relationLines(relation, called, language)),
  ]);
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
