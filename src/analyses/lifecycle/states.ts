import type { ColourToken, Label } from '../../charts/chart-spec.ts';
import { joined, sql, type Sql } from '../../contract/sql.ts';

/** States of a customer, in the order of a life; their place from 1 is their code in the engine. */
export const STATES = ['new', 'active', 'cooling', 'at_risk', 'lapsed', 'won_back'] as const;
export type State = (typeof STATES)[number];

/** What stands for a customer who has not come yet; its code is 0. */
export const NOBODY = 'none';

/** The code of a state in the engine. */
export function stateCode(state: State): number {
  return STATES.indexOf(state) + 1;
}

/** SQL that names a state by its code. */
export function stateName(code: Sql): Sql {
  const names = [NOBODY, ...STATES].map((name, index) => sql`WHEN ${index} THEN ${name}`);
  return sql`CASE ${code} ${joined(names, ' ')} END`;
}

/**
 * Every change of state there can be from one period to the next. An order makes a lapsed customer won back and
 * anyone else active; without one a customer only cools, by one step or several.
 */
export const TRANSITIONS: readonly (readonly [State | typeof NOBODY, State])[] = [
  [NOBODY, 'new'],
  ...(['new', 'active', 'won_back'] as const).flatMap((from) =>
    (['active', 'cooling', 'at_risk', 'lapsed'] as const).map((to) => [from, to] as const),
  ),
  ['cooling', 'active'],
  ['cooling', 'cooling'],
  ['cooling', 'at_risk'],
  ['cooling', 'lapsed'],
  ['at_risk', 'active'],
  ['at_risk', 'at_risk'],
  ['at_risk', 'lapsed'],
  ['lapsed', 'lapsed'],
  ['lapsed', 'won_back'],
];

const LABELS = {
  none: { key: 'lifecycle.state.none' },
  new: { key: 'lifecycle.state.new' },
  active: { key: 'lifecycle.state.active' },
  cooling: { key: 'lifecycle.state.cooling' },
  at_risk: { key: 'lifecycle.state.atRisk' },
  lapsed: { key: 'lifecycle.state.lapsed' },
  won_back: { key: 'lifecycle.state.wonBack' },
} as const satisfies Readonly<Record<State | typeof NOBODY, Label>>;

const COLOURS: Readonly<Record<State | typeof NOBODY, ColourToken>> = {
  none: 'neutral',
  new: 'new',
  active: 'loyal',
  cooling: 'attention',
  at_risk: 'risk',
  lapsed: 'hibernating',
  won_back: 'promising',
};

function isState(name: string): name is State | typeof NOBODY {
  return name in LABELS;
}

/** Name of a state as it is shown. */
export function stateLabel(name: string): Label {
  return isState(name) ? LABELS[name] : { text: name };
}

/** Colour of a state. */
export function stateColour(name: string): ColourToken {
  return isState(name) ? COLOURS[name] : 'neutral';
}

/** What moves customers between periods, for the account of gains and losses. */
export const FLOWS = ['new', 'retained', 'won_back', 'newly_lapsed'] as const;
export type Flow = (typeof FLOWS)[number];

const FLOW_LABELS: Readonly<Record<Flow, Label>> = {
  new: LABELS.new,
  retained: { key: 'lifecycle.flow.retained' },
  won_back: LABELS.won_back,
  newly_lapsed: { key: 'lifecycle.flow.newlyLapsed' },
};

/** Name of a flow as it is shown. */
export function flowLabel(name: string): Label {
  const flow = FLOWS.find((each) => each === name);
  return flow === undefined ? { text: name } : FLOW_LABELS[flow];
}
