import type { FileSource } from '../../engine/database.ts';

const MARK = [0xd0, 0xcf, 0x11, 0xe0];
/** Bytes of the directory that are looked at. Its entries are 128 bytes each, and a locked workbook has about ten. */
const LOOKED_AT = 16_384;
const ENTRY = 128;
/** Entry of the directory that holds a workbook behind a password. */
const LOCKED = 'EncryptedPackage';

/** Whether bytes begin as old Office files do, and workbooks with a password. */
export function isOle(bytes: Uint8Array): boolean {
  return MARK.every((byte, index) => bytes[index] === byte);
}

/** Names in a stretch of a directory. */
function entryNames(bytes: Uint8Array): readonly string[] {
  const decoder = new TextDecoder('utf-16le');
  const starts = Array.from({ length: Math.floor(bytes.length / ENTRY) }, (_, index) => index * ENTRY);
  return starts.map((start) => decoder.decode(bytes.slice(start, start + 64)).replace(/\0.*$/su, ''));
}

/**
 * Whether an OLE file is a workbook behind a password: its directory has an entry "EncryptedPackage" (MS-OFFCRYPTO 2.3).
 *
 * @param source the file, whose header says where the directory stands
 */
export async function isLockedWorkbook(source: FileSource): Promise<boolean> {
  const header = new Uint8Array(await source.read(0, Math.min(512, source.size)));
  if (header.length < 512) return false;
  const view = new DataView(header.buffer);
  const sector = 2 ** Math.min(view.getUint16(0x1e, true), 12);
  const start = (view.getUint32(0x30, true) + 1) * sector;
  if (start >= source.size) return false;
  const directory = await source.read(start, Math.min(start + LOOKED_AT, source.size));
  return entryNames(directory).includes(LOCKED);
}
