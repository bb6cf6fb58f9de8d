import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/contract/doctor.ts';
import type { FilePreview } from '../../src/contract/import.ts';
import { findingsAmong } from '../../src/state/receipt-cures.ts';

const COPY: Finding = {
  code: 'duplicateFile',
  columns: [],
  rows: 3,
  detail: 'orders.csv',
  cured: null,
  example: null,
};
const BLANKS: Finding = { ...COPY, code: 'strayBlanks', columns: ['product'], detail: '', cured: true };

function opened(name: string, findings: readonly Finding[]) {
  const preview: Pick<FilePreview, 'findings'> = { findings };
  return { file: new File(['x'], name), preview: preview as FilePreview };
}

describe('what was found in a file', () => {
  it('says that it is a copy as long as what it is a copy of is there', () => {
    const first = opened('orders.csv', []);
    const again = opened('orders.csv', [BLANKS, COPY]);
    const codes = (files: readonly ReturnType<typeof opened>[]) =>
      findingsAmong(again, files).map(({ code }) => code);
    expect(codes([first, again])).toEqual(['strayBlanks', 'duplicateFile']);
    expect(codes([again])).toEqual(['strayBlanks']);
    expect(codes([opened('other.csv', []), again])).toEqual(['strayBlanks']);
  });
});
