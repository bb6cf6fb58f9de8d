/** The longest tasks of a page's main thread. */
export interface LongestTask {
  /** Longest time the page could do nothing else, ms. */
  readonly ms: number;
  /** Most processor time of a task, ms. Where the machine is busy elsewhere, it says more than {@link ms}. */
  readonly cpuMs: number;
  /** Processor time of all tasks, ms. */
  readonly allCpuMs: number;
  /** What most of the task of most processor time was, as the browser's timeline names it. */
  readonly what: string;
}

interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: { readonly url?: string; readonly functionName?: string };
  };
}

/** What a trace must hold for {@link longestTask}. */
export const TRACED = ['toplevel', 'devtools.timeline'];

const NOTHING: LongestTask = { ms: 0, cpuMs: 0, allCpuMs: 0, what: '' };

function describe(event: TraceEvent | undefined): string {
  if (event === undefined) return '';
  const { url = '', functionName = '' } = event.args?.data ?? {};
  return [event.name, functionName, url.split('/').at(-1) ?? ''].filter((part) => part !== '').join(' ');
}

/**
 * Finds the longest tasks of the page's main thread in a trace of Chromium.
 *
 * @param trace JSON as Chromium writes it, with the categories of {@link TRACED}
 */
export function longestTask(trace: string): LongestTask {
  const { traceEvents } = JSON.parse(trace) as { traceEvents: readonly TraceEvent[] };
  const isPage = (event: TraceEvent): boolean => mains.has(`${event.pid}/${event.tid}`);
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  const complete = traceEvents.filter((event) => event.ph === 'X' && isPage(event));
  const tasks = complete.filter(({ name }) => name.endsWith('RunTask'));
  const [longest] = tasks.toSorted((a, b) => (b.dur ?? 0) - (a.dur ?? 0));
  const [hardest] = tasks.toSorted((a, b) => (b.tdur ?? 0) - (a.tdur ?? 0));
  if (longest === undefined || hardest === undefined) return NOTHING;
  const end = hardest.ts + (hardest.dur ?? 0);
  const [most] = complete
    .filter(({ name, cat }) => cat.includes('devtools.timeline') && !name.endsWith('RunTask'))
    .filter(({ pid, tid, ts }) => pid === hardest.pid && tid === hardest.tid && ts >= hardest.ts && ts < end)
    .toSorted((a, b) => (b.dur ?? 0) - (a.dur ?? 0));
  return {
    ms: (longest.dur ?? 0) / 1000,
    cpuMs: (hardest.tdur ?? 0) / 1000,
    allCpuMs: tasks.reduce((sum, { tdur }) => sum + (tdur ?? 0), 0) / 1000,
    what: describe(most),
  };
}
