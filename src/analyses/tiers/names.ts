import type { ColourToken, Label } from '../../charts/chart-spec.ts';
import { sql, type Sql } from '../../contract/sql.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { DEFAULT_TIER_NAMES, TierRow, TiersParams } from './params.ts';

/** State of customers who have not ordered yet at a date. */
export const NOT_YET = 'not_yet';

const NAMES: Readonly<Record<(typeof DEFAULT_TIER_NAMES)[number] | typeof NOT_YET, MessageKey>> = {
  Platinum: 'tiers.tier.platinum',
  Gold: 'tiers.tier.gold',
  Silver: 'tiers.tier.silver',
  Basic: 'tiers.tier.basic',
  not_yet: 'tiers.tier.notYet',
};

/** Name of a tier to show: a message for the names given by default, the text itself for own ones. */
export function tierLabel(name: string): Label {
  const key = (NAMES as Readonly<Record<string, MessageKey>>)[name];
  return key === undefined ? { text: name } : { key };
}

/** Names of the tiers under these parameters, best first. */
export function tierNames(params: Readonly<Record<string, unknown>>): readonly string[] {
  return (params as unknown as TiersParams).tiers.map((tier: TierRow) => tier.name);
}

const COLOURS: readonly ColourToken[] = ['tier1', 'tier2', 'tier3', 'tier4', 'tier5'];

/** Colour of a tier by its place among all; who has not ordered yet has none. */
export function tierColour(names: readonly string[], name: string): ColourToken {
  const place = names.indexOf(name);
  if (place === -1) return 'neutral';
  const step = names.length <= COLOURS.length ? place : Math.floor((place * COLOURS.length) / names.length);
  return COLOURS[step] ?? 'other';
}

/** The tiers as rows of `number` (1 the best) and `tier` (the name). */
export function tierRelation(tiers: TiersParams['tiers'], alias: Sql): Sql {
  const rows = tiers.map(({ name }, index) => sql`(${index + 1}, ${name})`);
  return sql`(VALUES ${rows}) AS ${alias}(number, name)`;
}
