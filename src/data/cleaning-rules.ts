import { CLEANING_RULES, type CleaningRule, type Mapping, type RuleSwitches } from '../contract/import.ts';

/**
 * Bit of each rule in the `flags` column of the order rows. A row is set aside when one of its bits belongs to
 * a rule that is on, so switching a rule changes a mask and not the rows.
 */
export const RULE_BITS: Readonly<Record<CleaningRule, number>> = {
  noCustomer: 1,
  unreadableDate: 2,
  unreadableNumber: 4,
  negativeAmount: 8,
  zeroAmount: 16,
  cancelledOrder: 32,
  exactDuplicate: 64,
  separatorRow: 512,
  footerTotal: 1024,
  nettedOrder: 2048,
};

/** Bit of rows whose id does not have the shape the sample promised; the file is then read again. */
export const MISFIT_BIT = 128;
/** Bit of rows that could not be cut into fields; no switch brings them back. */
export const MALFORMED_BIT = 256;

/** The bits of the rules that are on, and of malformed rows. */
export function maskOf(rules: RuleSwitches): number {
  return CLEANING_RULES.reduce((mask, rule) => (rules[rule] ? mask | RULE_BITS[rule] : mask), MALFORMED_BIT);
}

/**
 * The switches a file starts with. A free order is still an order, so zero amounts stay in. Identical rows are
 * copies only where an order id tells orders apart and either the product tells its lines apart or the order
 * ids are unique once copies are gone; without an order id two equal rows may be two orders.
 *
 * @param mapping the columns in use
 * @param orderLines whether an order id stands on several different rows
 */
export function defaultRules(mapping: Mapping, orderLines: boolean): RuleSwitches {
  const { orderId, product } = mapping.roles;
  const { cures = {}, cancellations = 'setAside' } = mapping;
  return {
    noCustomer: true,
    unreadableDate: true,
    unreadableNumber: true,
    negativeAmount: cancellations !== 'keep',
    zeroAmount: false,
    cancelledOrder: cancellations !== 'keep',
    exactDuplicate: orderId !== undefined && (product !== undefined || !orderLines),
    separatorRow: cures.separatorRows ?? true,
    footerTotal: cures.footerTotals ?? true,
    nettedOrder: cancellations === 'net',
  };
}
