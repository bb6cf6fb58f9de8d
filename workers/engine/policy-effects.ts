import type { Analysis } from '../../src/analyses/analysis.ts';
import { releaseShape } from '../../src/analyses/release-shape.ts';
import type { PolicyEffect } from '../../src/contract/engine-api.ts';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import type { ExportFormat, Policy } from '../../src/contract/privacy.ts';
import { decide } from '../../src/privacy/decide.ts';
import type { Run } from './database.ts';

/** The kind of file that is asked about; a table may leave as any of those a policy allows. */
const FORMAT: ExportFormat = 'csv';

/** A result that stands on a screen. */
export interface Standing {
  readonly analysis: Analysis;
  readonly outcome: AnalysisOutcome;
}

/**
 * What another policy would make of the results that stand now: for each of their tables on groups, how many rows are
 * withheld under the policy in force and how many would be then, and why it would not leave at all. Earlier releases
 * and the budget of noise are left aside: this is about the rules.
 *
 * @param run stops between tables
 * @param results all analyses that have been run on the loaded data
 * @param now the policy in force
 * @param then the other one
 */
export async function policyEffects(
  run: Run,
  results: Iterable<Standing>,
  now: Policy,
  then: Policy,
): Promise<PolicyEffect[]> {
  const effects: PolicyEffect[] = [];
  for (const { analysis, outcome } of results) {
    for (const [name, declared] of Object.entries(analysis.tables)) {
      const table = outcome.tables[name];
      const shape = releaseShape(declared, outcome.params);
      if (shape.kind !== 'aggregate' || table === undefined || table.rowCount === 0) continue;
      run.check();
      const of = (policy: Policy): ReturnType<typeof decide> => {
        // Which rows leave does not hang on the kind of file, save where no kind is left.
        const formats = policy.formats.length === 0 ? [] : [FORMAT];
        return decide({ table, shape, policy: { ...policy, formats }, format: FORMAT });
      };
      const [before, after] = [await of(now), await of(then)];
      effects.push({
        subject: `${analysis.id}/${name}`,
        rows: table.rowCount,
        withheldNow: before.suppressedRows,
        withheldThen: after.suppressedRows,
        refusedNow: before.outcome === 'refused' ? before.reason : null,
        refusedThen: after.outcome === 'refused' ? after.reason : null,
      });
    }
  }
  return effects;
}
