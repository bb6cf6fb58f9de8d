import type { PrivacyModel } from '../../../src/contract/records.ts';
import * as measures from '../../../src/privacy/anonymity/class-measures.ts';
import type { Levels } from '../../../src/privacy/deidentify/lattice.ts';
import type { SearchProblem } from '../../../src/privacy/deidentify/search-problem.ts';

/** A class as the definitions see it. */
interface PlainClass {
  readonly groups: readonly number[];
  records: number;
  population: number;
  readonly counts: Float64Array;
}

/** Groups the tuples of a node, one by one. */
export function plainClasses(
  { tuples, hierarchies, population, sensitive }: SearchProblem,
  levels: Levels,
): PlainClass[] {
  const classes = new Map<string, PlainClass>();
  tuples.counts.forEach((count, tuple) => {
    const groups = levels.map(
      (level, place) => hierarchies[place]?.groups[level]?.[tuples.quasi[place]?.[tuple] ?? 0] ?? 0,
    );
    const values = sensitive[0]?.totals.counts.length ?? 0;
    const found = classes.get(groups.join()) ?? {
      groups,
      records: 0,
      population: 0,
      counts: new Float64Array(values),
    };
    classes.set(groups.join(), found);
    found.records += count;
    found.population += population?.[tuple] ?? 0;
    const code = tuples.sensitive[0]?.[tuple] ?? 0;
    if (code < values) found.counts[code] = (found.counts[code] ?? 0) + count;
  });
  return [...classes.values()];
}

/** Whether a class meets a model, as the definitions say. */
export function meets(each: PlainClass, model: PrivacyModel, { sensitive }: SearchProblem): boolean {
  const { counts, records } = each;
  const [attribute] = sensitive;
  if (attribute === undefined) throw new RangeError('a model needs the sensitive attribute');
  const { totals, tree } = attribute;
  const slack = 1e-9;
  switch (model.model) {
    case 'kAnonymity':
      return records >= model.k;
    case 'kMap':
      return each.population >= model.k;
    case 'distinctLDiversity':
      return measures.distinctL(counts, totals) >= model.l;
    case 'entropyLDiversity':
      return measures.entropyL(counts, totals) >= model.l - slack;
    case 'recursiveCLDiversity':
      return measures.recursiveC(counts, totals, model.l) < model.c;
    case 'alphaK':
      return records >= model.k && measures.alpha(counts, records, totals) <= model.alpha + slack;
    case 'deltaDisclosure':
      return measures.deltaDisclosure(counts, records, totals) < model.delta;
    case 'betaLikeness':
      return (
        (model.enhanced ? measures.enhancedBeta : measures.basicBeta)(counts, records, totals) <=
        model.beta + slack
      );
    case 'tCloseness': {
      if (tree === null) throw new RangeError('there is no tree');
      const t = {
        equal: () => measures.tEqual(counts, records, totals),
        ordered: () => measures.tOrdered(counts, records, totals),
        hierarchical: () => measures.tHierarchical(counts, records, totals, tree),
      }[model.distance]();
      return t <= model.t + slack;
    }
  }
}

/** Every node within the bounds. */
export function allNodes({ bounds }: Pick<SearchProblem, 'bounds'>): Levels[] {
  return bounds.reduce<Levels[]>(
    (nodes, { from, to }) =>
      nodes.flatMap((levels) => Array.from({ length: to - from + 1 }, (_, step) => [...levels, from + step])),
    [[]],
  );
}

/** Loss metric by its definition, record by record; null when a node suppresses too many records or all. */
export function plainLoss(problem: SearchProblem, levels: Levels): number | null {
  const classes = plainClasses(problem, levels);
  const records = classes.reduce((sum, each) => sum + each.records, 0);
  const kept = classes.filter((each) => problem.models.every((model) => meets(each, model, problem)));
  const suppressed = records - kept.reduce((sum, each) => sum + each.records, 0);
  if (suppressed > problem.suppressible || suppressed === records) return null;
  const parts = problem.hierarchies.map(({ leaves, sizes }, place) => {
    const level = levels[place] ?? 0;
    const domain = sizes[0] ?? 1;
    const share = (each: PlainClass): number => (leaves[level]?.[each.groups[place] ?? 0] ?? 0) / domain;
    const sum = kept.reduce((total, each) => total + each.records * share(each), suppressed);
    return domain === 1 ? 0 : (sum - records / domain) / (records - records / domain);
  });
  if (problem.aggregate === 'arithmetic') return parts.reduce((sum, part) => sum + part, 0) / parts.length;
  return parts.reduce((product, part) => product * (1 + part), 1) ** (1 / parts.length) - 1;
}

/** The least loss over all nodes; null when there is no solution. */
export function leastLoss(problem: SearchProblem): number | null {
  const losses = allNodes(problem).flatMap((levels) => plainLoss(problem, levels) ?? []);
  return losses.length === 0 ? null : Math.min(...losses);
}
