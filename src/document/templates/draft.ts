import { daysAfter } from '../../analyses/calendar-day.ts';
import type { AnalysisSource, ChartChoice } from '../../contract/notebook.ts';
import type { MessageKey, PlainKey } from '../../i18n/messages.ts';
import { newCell } from '../cell-defaults.ts';
import type { Cell, CellKind, CellParameter } from '../cell.ts';
import { apply, type FieldPatch } from '../operations.ts';
import type { TemplateContext } from './template.ts';
import { TRADE_SETTINGS, tradeWords, type TradeSettings, type TradeWords } from './trades.ts';

/** Messages of templates: their places are the words of the trade. */
export type TemplateKey = Extract<MessageKey, `templates.${string}`>;
/** A heading and the words under it. */
type SectionKey = TemplateKey extends infer K ? (K extends `${infer Base}.text` ? Base : never) : never;

/** Text columns that orders can be divided by, as a parameter names them and as SQL does. */
interface Attribute {
  readonly param: string;
  readonly column: string;
}

const ATTRIBUTE_ROLES = ['channel', 'category', 'country'] as const;
/** Day where there are no orders, as analyses have it. */
const NO_DAY = '1970-01-01';

/** A name for SQL, whatever is in it. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** SQL of several lines: what is null is left out. */
export function lines(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join('\n');
}

/** Cells of a template as they are put together, from top to bottom. */
export class Draft {
  readonly words: TradeWords;
  readonly settings: TradeSettings;
  readonly names: TradeSettings['names'];
  /** The day of the last order. */
  readonly lastDay: string;
  readonly #context: TemplateContext;
  #cells: readonly Cell[] = [];

  constructor(context: TemplateContext) {
    this.#context = context;
    this.words = tradeWords(context.trade, context.translate);
    this.settings = TRADE_SETTINGS[context.trade];
    this.names = this.settings.names;
    this.lastDay = context.lastOrder ?? NO_DAY;
  }

  get cells(): readonly Cell[] {
    return this.#cells;
  }

  /** The first day after the last order. */
  get dayAfter(): string {
    return daysAfter(this.lastDay, 1);
  }

  has(role: TemplateContext['roles'][number]): boolean {
    return this.#context.roles.includes(role);
  }

  /** Whether orders have amounts. */
  get isPaid(): boolean {
    return this.has('amount') || (this.has('quantity') && this.has('unitPrice'));
  }

  /** Columns that orders can be divided by: roles first, then other texts. */
  get attributes(): readonly Attribute[] {
    const roles = ATTRIBUTE_ROLES.filter((role) => this.has(role));
    const extras = this.#context.extraColumns.filter(({ kind }) => kind === 'text');
    return [
      ...roles.map((role) => ({ param: role, column: role })),
      ...extras.map(({ name }) => ({ param: name, column: quoted(name) })),
    ];
  }

  /** A message with the words of the trade in its places. */
  say(key: TemplateKey): string {
    const say = this.#context.translate as (key: string, values: object) => string;
    // A word of the trade may begin a sentence.
    return say(key, this.words).replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
  }

  /** The heading of the notebook: what it is and in which trade, what it is for, and what was assumed. */
  opening(title: PlainKey, body: TemplateKey): void {
    const { trade } = this.#context;
    const heading = (this.#context.translate as (key: PlainKey) => string)(title);
    const whose = trade === 'general' ? heading : `${heading} · ${this.words.trade}`;
    this.#add('text', {
      markdown: `# ${whose}\n\n${this.say(body)}\n\n${this.say(`templates.trade.${trade}.note`)}`,
    });
  }

  /** A heading with words under it. */
  section(key: SectionKey): void {
    this.#add('text', { markdown: `## ${this.say(`${key}.title`)}\n\n${this.say(`${key}.text`)}` });
  }

  /** An input cell of the date of the last day, or of another. */
  date(name: string, label: TemplateKey, value: string): void {
    const form = { type: 'date', min: this.#context.firstOrder, max: null };
    this.#add('input', { name, label: this.say(label), form, value: { type: 'date', value } });
  }

  number(name: string, label: TemplateKey, value: number, step: number): void {
    const form = { type: 'number', min: step, max: null, step };
    this.#add('input', { name, label: this.say(label), form, value: { type: 'number', value } });
  }

  choice(name: string, label: TemplateKey, options: readonly string[]): void {
    const form = { type: 'choice', options };
    this.#add('input', {
      name,
      label: this.say(label),
      form,
      value: { type: 'text', value: options[0] ?? '' },
    });
  }

  segments(name: string, label: TemplateKey, from: string, values: readonly string[]): void {
    this.#add('input', {
      name,
      label: this.say(label),
      form: { type: 'segment', from },
      value: { type: 'texts', values },
    });
  }

  analysis(
    analysis: string,
    params: Readonly<Record<string, CellParameter>>,
    source: AnalysisSource | null = null,
  ): void {
    this.#add('analysis', { analysis, params, source });
  }

  metric(name: string, params: Readonly<Record<string, CellParameter>>): void {
    this.#add('metric', { name, params });
  }

  /**
   * SQL whose rows are customers or orders, or figures that are not to leave.
   *
   * @param text its lines
   */
  rows(name: string, text: string): void {
    this.#add('sql', { name, sql: text });
  }

  /** SQL whose rows are groups; `contributors` counts the customers behind each. */
  groups(name: string, text: string, contributors: string, groups: readonly string[]): void {
    this.#add('sql', { name, sql: text, declaration: { contributors, groups } });
  }

  chart(
    name: string,
    title: TemplateKey,
    relation: string,
    choice: Pick<ChartChoice, 'kind' | 'x' | 'y'> & Partial<ChartChoice>,
  ): void {
    const usual = { aggregate: 'sum', series: null, grain: null, order: 'x', most: 40 } as const;
    this.#add('chart', { name, title: this.say(title), relation, choice: { ...usual, ...choice } });
  }

  #add(kind: CellKind, fields: FieldPatch): void {
    const notebook = { title: '', cells: this.#cells };
    const cell = newCell(kind, notebook, fields);
    this.#cells = apply(notebook, { kind: 'insert', at: this.#cells.length, cell }).notebook.cells;
  }
}
