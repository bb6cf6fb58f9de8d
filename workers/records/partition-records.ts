import { appError, AppFailure } from '../../src/contract/error.ts';
import type { DeidentifyRequest } from '../../src/contract/records.ts';
import { valueTree } from '../../src/privacy/anonymity/class-measures.ts';
import { tuplesOf } from '../../src/privacy/anonymity/tuples.ts';
import {
  mondrianCall,
  regionsFrom,
  type SensitiveOption,
} from '../../src/privacy/deidentify/mondrian-kernel.ts';
import { mondrianLine } from '../../src/privacy/deidentify/mondrian-line.ts';
import { regionsLoss } from '../../src/privacy/deidentify/mondrian-loss.ts';
import { regionFigures } from '../../src/privacy/deidentify/region-figures.ts';
import type { Recoding } from '../../src/privacy/deidentify/recoding.ts';
import { codeHierarchy } from '../../src/privacy/hierarchies/code-hierarchy.ts';
import { groupPeople, type People } from './group-people.ts';
import type { GroupedRecords } from './group-records.ts';
import type { RecordsBench } from './records-bench.ts';
import { sensitiveIn } from './sensitive-in.ts';

/** A recoding of grouped records, and what it loses. */
export interface SolvedRecords {
  readonly grouped: GroupedRecords;
  readonly recoding: Recoding;
  readonly loss: number;
  readonly classes: number;
  readonly suppressed: number;
  readonly smallest: number;
}

function sensitiveOption(
  name: string,
  { hierarchies }: DeidentifyRequest,
  { values }: GroupedRecords,
): SensitiveOption {
  const known = values[name] ?? [];
  const hierarchy = hierarchies[name];
  const empty = known.indexOf(null);
  if (hierarchy === undefined) return { name, empty, tree: null };
  const { parents, sizes } = valueTree(codeHierarchy(hierarchy, known));
  return { name, empty, tree: { parents: parents.map((each) => [...each]), sizes } };
}

/**
 * Partitions records by Mondrian: they are grouped in DuckDB and cut in the compute worker, so that every region meets
 * all models of the request.
 *
 * @throws AppFailure as {@link groupPeople}; `hierarchy.*`; `deidentify.noSolution` when the records as a whole do
 *   not meet the models
 */
export async function partitionRecords(
  bench: RecordsBench,
  people: People,
  request: DeidentifyRequest,
): Promise<SolvedRecords> {
  const { quasiIdentifiers: quasi, models, aggregate } = request;
  const sensitive = sensitiveIn(models);
  const { compute, run } = bench;
  const { own, all: grouped } = await groupPeople(bench, people, request);
  const lines = quasi.map((name) =>
    mondrianLine(grouped.values[name] ?? [], request.hierarchies[name] ?? null),
  );
  const call = mondrianCall(
    grouped.tuples,
    lines.map(({ places }) => places),
    sensitive.map((name) => sensitiveOption(name, request, grouped)),
    models,
  );
  const output = await compute.call(call, run, (share) => {
    run.report({ phase: 'computing', share });
  });
  const tuples = tuplesOf(own.tuples, quasi.length, sensitive.length);
  const found = regionsFrom(output, quasi.length);
  const recoding = { ...found, regionOf: found.regionOf.subarray(0, tuples.counts.length) };
  if (recoding.regions.length === 0) {
    const names = models.map(({ model }) => model).join(', ');
    throw new AppFailure(appError('deidentify.noSolution', { models: names }));
  }
  const loss = regionsLoss(recoding, tuples, lines, aggregate);
  return { grouped: own, recoding, loss, ...regionFigures(recoding, tuples.counts) };
}
