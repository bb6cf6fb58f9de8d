import type { CatalogRelation } from '../../../contract/notebook.ts';
import type { EnginePort } from '../../../state/engine-port.ts';

/** Most rows that are read for their values; of longer relations the most frequent values are offered. */
const MOST_ROWS = 1000;

/** Values that an input of segments offers; follows its column. */
export interface OfferedValues {
  readonly values: readonly string[];
}

function textsOf(values: readonly unknown[]): readonly string[] {
  return [...new Set(values.filter((value): value is string => typeof value === 'string'))];
}

async function read(
  engine: EnginePort,
  relation: CatalogRelation,
  column: string,
): Promise<readonly string[]> {
  if (relation.rowCount > MOST_ROWS) {
    const answer = await engine.notebook.profile(relation.name, column);
    return answer.ok ? textsOf(answer.value.top.map(({ value }) => value)) : [];
  }
  const answer = await engine.notebook.rows({
    relation: relation.name,
    order: [],
    filters: [],
    offset: 0,
    limit: MOST_ROWS,
  });
  if (!answer.ok) return [];
  return textsOf(answer.value.rows.columns.find(({ name }) => name === column)?.values ?? []);
}

/**
 * The values of a column, read again whenever its relation is made again.
 *
 * @param from `relation.column`; null for none
 * @param catalog what can be read
 */
export function offeredValues(
  engine: EnginePort,
  from: () => string | null,
  catalog: () => readonly CatalogRelation[],
): OfferedValues {
  let values = $state.raw<readonly string[]>([]);
  const source = $derived.by(() => {
    const path = from() ?? '';
    const dot = path.lastIndexOf('.');
    const relation = catalog().find(({ name }) => name === path.slice(0, dot));
    return relation === undefined ? null : { relation, column: path.slice(dot + 1) };
  });
  const relation = $derived(source?.relation ?? null);
  const column = $derived(source?.column ?? '');

  $effect(() => {
    const of = relation;
    if (of === null) return;
    let newest = true;
    void read(engine, of, column).then((found) => {
      if (newest) values = found;
    });
    return () => {
      newest = false;
    };
  });

  return {
    get values() {
      return values;
    },
  };
}
