import * as v from 'valibot';
import type { Analysis, BoundData } from '../../analyses/analysis.ts';
import type { FormField } from '../../analyses/form-field.ts';
import type { PlainKey } from '../../i18n/messages.ts';

/**
 * What stands in the fields, by parameter: values as the schema takes them, or the text as typed where it cannot
 * be read, which the schema then refuses.
 */
export type Draft = Readonly<Record<string, unknown>>;

/** A draft looked at by the analysis' own schema. */
export interface CheckedDraft {
  /** Parameters in force; null while something cannot be used. */
  readonly params: Readonly<Record<string, unknown>> | null;
  /** Parameters that cannot be used as they stand. */
  readonly problems: readonly string[];
  /** What is wrong with the parameters together, in the words of the schema; null when nothing is. */
  readonly together: string | null;
}

/** Parameters of an analysis as they are being edited. */
export interface EditedParameters {
  readonly analysis: Pick<Analysis, 'form'>;
  readonly draft: Draft;
  readonly checked: CheckedDraft;
  set(param: string, value: unknown): void;
  /** Takes all parameters back to their defaults. */
  reset(): void;
}

/** Fields under one name; the first group may have none. */
export interface FieldGroup {
  readonly title: PlainKey | null;
  readonly fields: readonly FormField[];
}

/**
 * The draft before anything has been changed: the schema's defaults.
 *
 * @throws RangeError when the schema has no defaults, which is a mistake in our code
 */
export function defaultDraft(analysis: Pick<Analysis, 'id' | 'params'>): Draft {
  const parsed = v.safeParse(analysis.params, {});
  if (!parsed.success) throw new RangeError(`the parameters of ${analysis.id} have no defaults`);
  return parsed.output;
}

/** Checks a draft against the schema of its analysis. */
export function checkDraft(analysis: Pick<Analysis, 'params'>, draft: Draft): CheckedDraft {
  const parsed = v.safeParse(analysis.params, draft);
  if (parsed.success) return { params: parsed.output, problems: [], together: null };
  const problems = new Set<string>();
  let together: string | null = null;
  for (const issue of parsed.issues) {
    const param = issue.path?.[0]?.key;
    if (typeof param === 'string') problems.add(param);
    else together ??= issue.message;
  }
  return { params: null, problems: [...problems], together };
}

/** Those parameters of a draft that differ from the analysis' defaults. */
export function changedParams(analysis: Pick<Analysis, 'id' | 'params'>, draft: Draft): Draft {
  const usual = defaultDraft(analysis);
  const isUsual = (name: string): boolean => JSON.stringify(draft[name]) === JSON.stringify(usual[name]);
  return Object.fromEntries(Object.entries(draft).filter(([name]) => !isUsual(name)));
}

/** The fields that mean something under a draft, in groups. A group that is named twice stands once. */
export function fieldGroups(form: readonly FormField[], draft: Draft): FieldGroup[] {
  const groups = new Map<PlainKey | null, FormField[]>([[null, []]]);
  for (const field of form) {
    if (field.when?.(draft) === false) continue;
    const title = field.group ?? null;
    const fields = groups.get(title) ?? [];
    fields.push(field);
    groups.set(title, fields);
  }
  return [...groups].flatMap(([title, fields]) => (fields.length === 0 ? [] : [{ title, fields }]));
}

/**
 * Reads increasing numbers as typed, with commas, semicolons or blanks between them.
 *
 * @returns the numbers, or the text itself when it cannot be read
 */
export function readNumbers(text: string): readonly number[] | string {
  const parts = text.split(/[\s,;，、；]+/u).filter((part) => part !== '');
  const numbers = parts.map(Number);
  const rising = numbers.every(
    (each, index) => Number.isFinite(each) && each > (numbers[index - 1] ?? -Infinity),
  );
  return rising && numbers.length > 0 ? numbers : text;
}

/** A share as per cent, without the digits that binary fractions leave behind. */
export function toPercent(share: number): number {
  return Number((share * 100).toPrecision(12));
}

/** Per cent as a share. */
export function fromPercent(percent: number): number {
  return Number((percent / 100).toPrecision(12));
}

/** Roles that are attributes of an order and stand in `orders` under their own name. */
const ATTRIBUTE_ROLES = ['channel', 'country', 'category'] as const;
export type AttributeRole = (typeof ATTRIBUTE_ROLES)[number];

/** Attributes an order of these data has: those with a role, then columns of text without one. */
export function attributesOf(data: Pick<BoundData, 'roles' | 'extraColumns'>): {
  readonly roles: readonly AttributeRole[];
  readonly columns: readonly string[];
} {
  return {
    roles: ATTRIBUTE_ROLES.filter((role) => data.roles.includes(role)),
    columns: data.extraColumns.flatMap(({ name, kind }) => (kind === 'text' ? [name] : [])),
  };
}

/** Value of a number field: null for empty, the text where there is no number in it. */
export function readNumber(field: HTMLInputElement, empty: boolean): number | string | null {
  if (!Number.isNaN(field.valueAsNumber)) return field.valueAsNumber;
  return field.value === '' && !field.validity.badInput && empty ? null : field.value;
}
