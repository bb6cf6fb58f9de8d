import type { ColourToken, Label } from '../../charts/chart-spec.ts';
import { sql, type Sql } from '../../contract/sql.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import { segmentColour, segmentLabel, segmentNames, SEGMENTS } from '../rfm/segments.ts';
import { NOT_YET, tierColour, tierLabel } from '../tiers/names.ts';
import { DEFAULT_TIER_NAMES } from '../tiers/params.ts';
import type { MigrationParams } from './params.ts';

/** Segments or tiers a customer can be in, best first. */
export function stateNames(params: MigrationParams): readonly string[] {
  return params.by === 'rfm' ? segmentNames(params.map) : DEFAULT_TIER_NAMES;
}

/** Name of a state to show. */
export function stateLabel(name: string): Label {
  return SEGMENTS[name] === undefined ? tierLabel(name) : segmentLabel(name);
}

/** Colour of a state, that of its segment or tier on every screen. */
export function stateColour(params: MigrationParams, name: string): ColourToken {
  if (name === NOT_YET) return 'neutral';
  return params.by === 'rfm' ? segmentColour(name) : tierColour(DEFAULT_TIER_NAMES, name);
}

/** Which way a customer went. */
export const DIRECTIONS = ['improved', 'stable', 'declined', 'new'] as const;
type Direction = (typeof DIRECTIONS)[number];

const LOOKS: Readonly<Record<Direction, { readonly label: MessageKey; readonly colour: ColourToken }>> = {
  improved: { label: 'migration.direction.improved', colour: 'good' },
  stable: { label: 'migration.direction.stable', colour: 'neutral' },
  declined: { label: 'migration.direction.declined', colour: 'bad' },
  new: { label: 'migration.direction.new', colour: 'accent' },
};

function directionLook(name: string): (typeof LOOKS)[Direction] {
  return LOOKS[DIRECTIONS.find((each) => each === name) ?? 'stable'];
}

/** Name of a direction to show. */
export function directionLabel(name: string): Label {
  return { key: directionLook(name).label };
}

/** Colour of a direction. */
export function directionColour(name: string): ColourToken {
  return directionLook(name).colour;
}

/** The states as rows of `rank` (1 the best; 0 for no order yet, where wanted) and `state`. */
export function stateRelation(params: MigrationParams, alias: Sql, withNotYet: boolean): Sql {
  const rows = stateNames(params).map((name, index) => sql`(${index + 1}, ${name})`);
  const all = withNotYet ? [...rows, sql`(0, ${NOT_YET})`] : rows;
  return sql`(VALUES ${all}) AS ${alias}(rank, state)`;
}
