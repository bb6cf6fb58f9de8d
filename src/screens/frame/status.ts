import type { PlainKey } from '../../i18n/messages.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';

/** How the seal stands, for the first word of the status bar. */
export function sealState({ engine }: Workspace): {
  readonly key: PlainKey;
  readonly tone: 'good' | 'bad' | 'waiting';
} {
  if (engine.sealed) return { key: 'status.localOnly', tone: 'good' };
  const failed = engine.status === 'failed' || engine.sealChecks.some(({ outcome }) => outcome === 'failed');
  return failed ? { key: 'status.notSealed', tone: 'bad' } : { key: 'status.testing', tone: 'waiting' };
}

/** The measured figures of the status bar; what is not known yet is left out. */
export function statusFacts({ engine, t, formats }: Workspace): string[] {
  const facts = [t('status.requests', { count: engine.requestsSinceLoad })];
  if (engine.policy !== null) facts.push(t('status.threshold', { threshold: engine.policy.threshold }));
  if (engine.status !== 'ready') facts.push(t(`status.engine.${engine.status}`));
  else if (engine.memoryBytes !== null && engine.memoryBytes > 0) {
    facts.push(t('status.memory', { size: formats.bytes(engine.memoryBytes) }));
  }
  if (engine.lastRunMs !== null) facts.push(t('status.lastRun', { time: formats.seconds(engine.lastRunMs) }));
  return facts;
}
