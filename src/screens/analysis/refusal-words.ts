import { subjectTitle } from '../../analyses/subject-title.ts';
import type { AppError } from '../../contract/error.ts';
import type { GateReason } from '../../contract/privacy.ts';
import type { ErrorText } from '../../i18n/translate.ts';
import type { Locale, MessageKey } from '../../i18n/messages.ts';

/** What the words of a refusal need of the page. */
interface Reader {
  readonly locale: Locale;
  say(key: MessageKey): string;
  describe(error: AppError): ErrorText;
}

/** What is told of two releases that do not go together. */
interface Earlier {
  readonly table: string;
  readonly earlier: string;
  /** What the earlier one was called by whoever let it out; empty: nothing else than its table. */
  readonly called: string;
  readonly at: string;
}

function writtenAt(at: string, locale: Locale): string {
  const times = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return at === '' ? at : times.format(new Date(at));
}

/**
 * Why the gate lets something out no more, in words. The gate names tables by their subjects and times as they stand
 * in the log; here they are given the names and the form they have on screen.
 *
 * @param called what was asked for, where the screen calls it otherwise than its table, as dashboards do with tiles
 */
export function refusalWords(error: AppError, reader: Reader, called?: string): ErrorText {
  const say = (key: MessageKey): string => reader.say(key);
  const titleOf = (subject: string): string => subjectTitle(subject, say);
  const askedFor = (subject: string): string => called ?? titleOf(subject);
  const named = ({ table, earlier, called: before, at }: Earlier): Earlier => ({
    table: askedFor(table),
    earlier: before === '' ? titleOf(earlier) : before,
    called: before,
    at: writtenAt(at, reader.locale),
  });
  switch (error.code) {
    case 'gate.notSearched':
    case 'gate.otherPart': {
      return reader.describe({ ...error, params: { ...error.params, ...named(error.params) } });
    }
    case 'gate.differencing': {
      return reader.describe({ ...error, params: { ...error.params, ...named(error.params) } });
    }
    case 'gate.allSuppressed':
      return reader.describe({ ...error, params: { ...error.params, table: askedFor(error.params.table) } });
    case 'gate.allWithheld': {
      const { table, threshold, rules } = error.params;
      const named = rules.split(',').map((rule) => say(`gate.reason.${rule as GateReason}`));
      const list = new Intl.ListFormat(reader.locale, { type: 'conjunction' }).format(named);
      return reader.describe({ ...error, params: { table: askedFor(table), threshold, rules: list } });
    }
    case 'gate.rowLevel':
    case 'gate.noContributors':
    case 'gate.unverified':
      return reader.describe({ ...error, params: { table: askedFor(error.params.table) } });
    default:
      return reader.describe(error);
  }
}
