import type { Decision } from '../../src/contract/privacy.ts';
import type { ReproduceRequest } from './reproduce-arguments.ts';

/** What is to be reproduced. */
export type Reproduction = Extract<ReproduceRequest, { kind: 'reproduce' }>;

/** What was written, for the last line the command prints. */
export interface Reproduced {
  readonly rows: number;
  /** Null where rows stand for people themselves. */
  readonly customers: number | null;
  readonly decisions: readonly Decision[];
}
