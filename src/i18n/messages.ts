import { enCharts } from './en/charts.ts';
import { enAnalysisScreen } from './en/analysis-screen.ts';
import { enAnonymity } from './en/anonymity.ts';
import { enChurn } from './en/churn.ts';
import { enClv } from './en/clv.ts';
import { enCohorts } from './en/cohorts.ts';
import { enFilterFields } from './en/filter-fields.ts';
import { enKpi } from './en/kpi.ts';
import { enLifecycle } from './en/lifecycle.ts';
import { enMasking } from './en/masking.ts';
import { enMetric } from './en/metric.ts';
import { enMigration } from './en/migration.ts';
import { enValueLooks } from './en/value-looks.ts';
import { enTiers } from './en/tiers.ts';
import { enClassification } from './en/classification.ts';
import { enIdentifierKinds } from './en/identifier-kinds.ts';
import { enRecordsScreen } from './en/records-screen.ts';
import { enErrors } from './en/errors.ts';
import { enImport } from './en/import.ts';
import { enPrivacy } from './en/privacy.ts';
import { enPrivacyScreen } from './en/privacy-screen.ts';
import { enRfm } from './en/rfm.ts';
import { enRfmScreen } from './en/rfm-screen.ts';
import { enShell } from './en/shell.ts';

/** Languages of the interface. */
export const LOCALES = ['en', 'zh-CN'] as const;
export type Locale = (typeof LOCALES)[number];

/**
 * A message: text with `{name}` places, or one text per plural form of `count` (`Intl.PluralRules`). In
 * texts, `{name}` of a number is written the way the language writes numbers.
 */
export type Message = string | { readonly one?: string; readonly other: string };

const english = {
  ...enShell,
  ...enCharts,
  ...enImport,
  ...enMasking,
  ...enValueLooks,
  ...enRfm,
  ...enRfmScreen,
  ...enPrivacy,
  ...enPrivacyScreen,
  ...enErrors,
  ...enClassification,
  ...enIdentifierKinds,
  ...enAnonymity,
  ...enRecordsScreen,
  ...enClv,
  ...enChurn,
  ...enLifecycle,
  ...enCohorts,
  ...enTiers,
  ...enKpi,
  ...enMigration,
  ...enMetric,
  ...enFilterFields,
  ...enAnalysisScreen,
};

type English = typeof english;

/** Every message there is. A key that English has not got does not compile. */
export type MessageKey = keyof English;

/** What another language must supply: the same keys. */
export type Catalogue<E> = { readonly [K in keyof E]: Message };

type PlacesIn<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | PlacesIn<Rest> : never;
type TextOf<M> = M extends string ? M : M extends { readonly other: infer O } ? O : never;
type Places<K extends MessageKey> = PlacesIn<TextOf<English[K]>>;

/** Arguments a message needs: none, or one object with a value for each place. */
export type MessageArguments<K extends MessageKey> = [Places<K>] extends [never]
  ? []
  : [values: Readonly<Record<Places<K>, string | number>>];

/** Keys of messages without places. */
export type PlainKey = { [K in MessageKey]: MessageArguments<K> extends [] ? K : never }[MessageKey];

/** A language ready for use. */
export type Messages = Catalogue<English>;

/** English, which is always there. */
export const ENGLISH: Messages = english;

/** Loads a language. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  if (locale === 'en') return ENGLISH;
  const { chinese } = await import('./zh-cn/index.ts');
  return chinese;
}
