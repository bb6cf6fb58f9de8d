import { describe, expect, it } from 'vitest';
import { queryFailure } from '../../workers/engine/query-error.ts';

describe('what DuckDB throws', () => {
  it('tells how much memory there was, where the message says so', () => {
    const told = 'Out of Memory Error: could not allocate block of size 256.0 KiB (2.9 GiB/3.0 GiB used)';
    expect(queryFailure(new Error(told)).error).toMatchObject({
      code: 'engine.outOfMemory',
      params: { limit: '3.22 GB' },
    });
    expect(queryFailure(new Error('Out of Memory Error: Allocation failure')).error).toMatchObject({
      code: 'engine.outOfMemory',
      params: { limit: '3.33 GB' },
    });
  });
});
