import type { AnyRole } from '../../../contract/tables.ts';
import type { TimelineDetail, TimelineEntry, TimelineKind } from '../../../contract/timeline.ts';
import type { MessageKey } from '../../../i18n/messages.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';
import { roleName } from '../../import/role-words.ts';

/** What entries are written in: a language, and the currency of the orders. */
interface Writing {
  readonly workspace: Pick<Workspace, 't' | 'formats'>;
  readonly currency: string | null;
}

/** What one entry of a kind is called. */
const ENTRIES = {
  orders: 'customer.timeline.order',
  events: 'customer.timeline.event',
  touches: 'customer.timeline.touch',
  tickets: 'customer.timeline.ticket',
  answers: 'customer.timeline.answer',
  consents: 'customer.timeline.decision',
} as const satisfies Readonly<Record<TimelineKind, MessageKey>>;

/** What is said first of an entry; the other details follow with their names. */
const FIRST: Readonly<Record<TimelineKind, readonly AnyRole[]>> = {
  orders: ['amount'],
  events: ['eventType', 'item'],
  touches: ['campaign', 'touchType'],
  tickets: ['category', 'status'],
  answers: ['score', 'question'],
  consents: ['purpose', 'granted'],
};

/** An entry as it is read. */
interface EntryWords {
  readonly kind: string;
  /** Empty where nothing that is said first is filled in. */
  readonly title: string;
  readonly others: readonly (TimelineDetail & { readonly name: string })[];
}

const TIMES: readonly AnyRole[] = ['closedAt', 'withdrawnAt', 'validUntil'];
const NUMBERS: readonly AnyRole[] = ['quantity', 'score', 'satisfaction', 'cost', 'value', 'conversionValue'];
/** Numbers that say nothing without their name. */
const NAMED: readonly AnyRole[] = ['score'];

function dayOrMoment(text: string, { formats }: Writing['workspace']): string {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return text;
  return text.includes('T') ? formats.moment(ms) : formats.date(ms);
}

function valueWords({ role, value, masked }: TimelineDetail, { workspace, currency }: Writing): string {
  const { t, formats } = workspace;
  if (masked) return value;
  if (role === 'granted')
    return t(value === 'true' ? 'customer.timeline.agreed' : 'customer.timeline.refused');
  if (role === 'converted' && (value === 'true' || value === 'false')) {
    return t(value === 'true' ? 'customer.timeline.yes' : 'customer.timeline.no');
  }
  if (TIMES.includes(role)) return dayOrMoment(value, workspace);
  const number = Number(value);
  if (Number.isNaN(number)) return value;
  if (role === 'amount') return formats.money(number, currency);
  return NUMBERS.includes(role) ? formats.number(number, 2) : value;
}

/** Puts an entry into words. */
export function entryWords({ kind, details }: TimelineEntry, writing: Writing): EntryWords {
  const { workspace } = writing;
  const said = FIRST[kind].flatMap((role) => details.find((detail) => detail.role === role) ?? []);
  const title = said.map((detail) => {
    const value = valueWords(detail, writing);
    return NAMED.includes(detail.role) ? `${roleName(workspace, detail.role)} ${value}` : value;
  });
  return {
    kind: workspace.t(ENTRIES[kind]),
    title: title.join(' · '),
    others: details
      .filter((detail) => !said.includes(detail))
      .map((detail) => ({
        ...detail,
        name: roleName(workspace, detail.role),
        value: valueWords(detail, writing),
      })),
  };
}

/** When an entry happened: its day, with the time of day where there is one. */
export function timeWords(at: number | null, { t, formats }: Writing['workspace']): string {
  if (at === null) return t('customer.timeline.noTime');
  return at % 86_400_000 === 0 ? formats.date(at) : formats.moment(at);
}
