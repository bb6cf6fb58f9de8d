/** A coefficient and the variable it stands before. */
export type Term = readonly [number, string];

/** One line of a programme: the terms stand to the bound as the sign says. */
export interface Constraint {
  readonly terms: readonly Term[];
  readonly sign: '=' | '>=' | '<=';
  readonly bound: number;
}

/** A linear or mixed-integer programme. */
export interface Programme {
  readonly sense: 'Minimize' | 'Maximize';
  readonly objective: readonly Term[];
  readonly constraints: readonly Constraint[];
  /** Lower and upper bound of each variable; null: none. */
  readonly bounds: ReadonlyMap<string, readonly [number | null, number | null]>;
  readonly binaries: readonly string[];
}

/** Lines must stay short: the format allows 560 characters. */
const TERMS_PER_LINE = 12;

function sum(terms: readonly Term[]): string {
  const written = terms.map(([by, name]) => `${by < 0 ? '-' : '+'} ${Math.abs(by)} ${name}`);
  const lines: string[] = [];
  for (let at = 0; at < written.length; at += TERMS_PER_LINE) {
    lines.push(written.slice(at, at + TERMS_PER_LINE).join(' '));
  }
  return lines.join('\n ');
}

/** Writes a programme in the CPLEX LP format, its parts in the order given. */
export function written({ sense, objective, constraints, bounds, binaries }: Programme): string {
  const rows = constraints
    .filter(({ terms }) => terms.length > 0)
    .map(({ terms, sign, bound }, index) => ` r${index}: ${sum(terms)} ${sign} ${bound}`);
  const ranges = [...bounds].map(
    ([name, [low, high]]) => ` ${low ?? '-inf'} <= ${name} <= ${high ?? '+inf'}`,
  );
  return [
    sense,
    ` cost: ${sum(objective)}`,
    'Subject To',
    ...rows,
    'Bounds',
    ...ranges,
    ...(binaries.length === 0 ? [] : ['Binary', ...binaries.map((name) => ` ${name}`)]),
    'End',
  ].join('\n');
}
