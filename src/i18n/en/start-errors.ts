import type { ErrorCode } from '../../contract/error.ts';

/** Errors that can come before a language has been loaded. */
export type StartError = Extract<
  ErrorCode,
  `engine.${string}` | `seal.${string}` | `app.${string}` | `policy.${string}` | `compute.${string}`
>;

/** Errors of starting, of the seal and of the policy, in English. */
export const enStartErrors = {
  'error.engine.bootFailed': 'The engine did not start: {detail}',
  'error.engine.bootFailed.hint':
    'Reload the page. If it happens again, this browser may be too old for WebAssembly exceptions.',
  'error.engine.notReady': 'The engine is still starting.',
  'error.engine.notReady.hint': 'Wait until the status bar says it is ready.',
  'error.engine.crashed': 'The engine stopped in the middle of its work.',
  'error.engine.crashed.hint': 'It has been started again and your file is still here. Try once more.',
  'error.engine.outOfMemory': 'This needs more than the {limit} a browser tab can give the engine.',
  'error.engine.outOfMemory.hint':
    'Load fewer columns, a range of days, or a sample of the customers. What was loaded before is still there.',
  'error.engine.cancelled': 'Stopped.',
  'error.engine.cancelled.hint': 'Nothing has changed.',
  'error.engine.query': 'The query failed: {detail}',
  'error.engine.query.hint': 'This should not happen with your data. The SQL is shown under Definition.',
  'error.compute.died': 'The calculation stopped unexpectedly ({detail}).',
  'error.compute.died.hint':
    'Run it again. Your data are still loaded; if it stops again, use fewer replicates or reload the page.',
  'error.engine.sandbox': 'The engine’s sandbox is not closed: {failed}.',
  'error.engine.sandbox.hint':
    'No file can be opened. Reload the page, and tell whoever hosts it if this stays.',
  'error.policy.invalid': 'The policy is not valid at {path}: {detail}',
  'error.policy.invalid.hint': 'Correct policy.json on the host.',
  'error.policy.looser': 'The threshold cannot be {asked}: the host asks for {floor} at least.',
  'error.policy.looser.hint': 'Choose {floor} or more.',
  'error.policy.looserField': 'The host’s policy does not allow this: {field}.',
  'error.policy.looserField.hint': 'You can tighten the policy, not loosen it.',
  'error.seal.failed': 'The page is not sealed: {check}.',
  'error.seal.failed.hint': 'No file can be opened. Reload the page; if it stays, use a current browser.',
  'error.seal.insecureContext': 'This address is not secure, so the page cannot be sealed.',
  'error.seal.insecureContext.hint': 'Open it over https or from localhost.',
  'error.app.unexpected': 'Something went wrong: {detail}',
  'error.app.unexpected.hint': 'Your data are still here and have not left. Try once more.',
} as const satisfies Record<`error.${StartError}` | `error.${StartError}.hint`, string>;
