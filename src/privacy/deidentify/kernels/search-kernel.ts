import type { Kernel, KernelOptions, KernelOutput } from '../../../contract/kernel.ts';
import { type LevelRecoding, recodeAt } from '../local-recoding.ts';
import { solve } from '../solve.ts';
import { fromSearchOptions, problemOf } from './search-tables.ts';

function recodingTables({ recoding, ...figures }: LevelRecoding): KernelOutput {
  const { nodes, nodeOf } = recoding;
  const attributes = nodes[0]?.length ?? 0;
  const levels = Array.from({ length: attributes }, (_, place) => [
    `l${place + 1}`,
    Float64Array.from(nodes, (node) => node[place] ?? 0),
  ]);
  return {
    nodes: Object.fromEntries(levels) as KernelOutput[string],
    assignment: { node: Float64Array.from(nodeOf) },
    recoded: Object.fromEntries(
      (['classes', 'suppressed', 'loss', 'smallest', 'largest'] as const).map((name) => [
        name,
        Float64Array.of(figures[name]),
      ]),
    ),
  };
}

/**
 * Searches for the generalisation of least loss, or recodes at given levels. Its answer depends on the machine only
 * where the time runs out; it then says that it is not complete.
 *
 * Inputs and options: `search-tables.ts`. Output: `outcome` (as JSON; not when levels were given), `nodes` (level of
 * each attribute, `l1`…), `assignment` (by tuple: its node, −1 suppressed), `recoded` (figures).
 */
export const searchKernel: Kernel = ({ inputs, options }, tell) => {
  const asked = fromSearchOptions(options);
  const problem = problemOf(inputs, asked);
  if (asked.levels !== null) return recodingTables(recodeAt(problem, asked.levels));
  const { outcome, recoding } = solve({ ...asked, problem }, (share, soFar) => {
    tell(share, soFar as unknown as KernelOptions | undefined);
  });
  return { outcome: { json: [JSON.stringify(outcome)] }, ...recodingTables(recoding) };
};
