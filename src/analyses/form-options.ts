import type { PlainKey } from '../i18n/messages.ts';

/** What stands after a beginning in the keys of messages. */
type After<Start extends string> = PlainKey extends infer Key
  ? Key extends `${Start}.${infer End}`
    ? End
    : never
  : never;

/**
 * Options whose names are messages under one key: `optionsUnder('cohorts.period', 'day')` is the option `day`,
 * called `cohorts.period.day`.
 */
export function optionsUnder<Start extends string>(
  start: Start,
  ...values: readonly After<Start>[]
): readonly { readonly value: string; readonly label: PlainKey }[] {
  return values.map((value) => ({ value, label: `${start}.${value}` as PlainKey }));
}
