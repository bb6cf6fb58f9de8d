import type { FileSource } from '../engine/database.ts';
import type { AttachedFile } from './csv-source.ts';
import { splitRecords, type TextRecord } from './split-records.ts';

/** A stretch of a file, in bytes; `to` is exclusive. */
export interface Slice {
  readonly from: number;
  readonly to: number;
}

/** How a large text is cut into stretches. */
export interface Slices {
  readonly slices: readonly Slice[];
  readonly lineEnd: string;
}

/** Bytes looked at to find where a record begins. */
const PIECE = 64_000;
const [LF, CR] = [0x0a, 0x0d];
const BYTE_ORDER_MARK = '\u{FEFF}';

type Cut = Pick<AttachedFile, 'dialect' | 'columnCount'>;

/** The first line end from a place on; null where there is none whose kind can be told. */
function lineEndFrom(
  bytes: Uint8Array,
  from: number,
): { readonly kind: string; readonly next: number } | null {
  for (let at = from; at < bytes.length - 1; at += 1) {
    if (bytes[at] === LF) return { kind: '\n', next: at + 1 };
    if (bytes[at] === CR) {
      return bytes[at + 1] === LF ? { kind: '\r\n', next: at + 2 } : { kind: '\r', next: at + 1 };
    }
  }
  return null;
}

/** The records of a piece that begins anywhere: inside quotes or not, whichever makes more sound records of it. */
function recordsOf(
  text: string,
  { dialect }: Cut,
  isSound: (record: TextRecord) => boolean,
): readonly TextRecord[] {
  const openings = dialect.quote === null ? [''] : ['', dialect.quote];
  const readings = openings.map((opening) => {
    const records = splitRecords(opening + text, dialect, Number.POSITIVE_INFINITY);
    return { records, sound: records.filter(isSound).length };
  });
  return readings.toSorted((a, b) => b.sound - a.sound)[0]?.records ?? [];
}

/** Where a record between two others begins behind a place in the file; null where none is found. */
async function recordBehind(
  source: FileSource,
  at: number,
  cut: Cut,
  lineEnd: string,
): Promise<number | null> {
  const bytes = await source.read(at, Math.min(source.size, at + PIECE));
  const isSound = (record: TextRecord): boolean => record.fields.length === cut.columnCount && !record.broken;
  const records = recordsOf(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), cut, isSound);
  const found = records.find((record, index) => {
    // The first is cut, and a mark at the beginning of a file is taken off.
    const around = index < 2 ? [] : [records[index - 1], record, records[index + 1]];
    const whole = around.length > 0 && around.every((each) => each !== undefined && isSound(each));
    return whole && record.fields[0]?.startsWith(BYTE_ORDER_MARK) === false;
  });
  if (found === undefined) return null;
  let begins = 0;
  for (let line = 0; line < found.line; line += 1) {
    const end = lineEndFrom(bytes, begins);
    if (end?.kind !== lineEnd) return null;
    begins = end.next;
  }
  return lineEndFrom(bytes, begins)?.kind === lineEnd ? at + begins : null;
}

/**
 * Cuts a large text at the beginnings of records, as far as these can be told from what stands around them: whether a place
 * is inside quotes is seen for certain only where the slice before has been read.
 *
 * @param sliceBytes least length of a stretch
 * @returns null where the text is not large, or not cut the same way throughout, so that it is read as one
 */
export async function cutSlices(source: FileSource, cut: Cut, sliceBytes: number): Promise<Slices | null> {
  const count = Math.floor(source.size / sliceBytes);
  if (count < 2 || cut.dialect.delimiter === 'blanks') return null;
  const head = lineEndFrom(await source.read(0, Math.min(source.size, PIECE)), 0);
  if (head === null) return null;
  const slices: Slice[] = [];
  let from = 0;
  for (let place = 1; place < count; place += 1) {
    const to = await recordBehind(source, Math.floor((source.size / count) * place), cut, head.kind);
    if (to === null || to <= from) return null;
    slices.push({ from, to });
    from = to;
  }
  slices.push({ from, to: source.size });
  return { slices, lineEnd: head.kind };
}
