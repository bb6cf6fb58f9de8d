import { appError, AppFailure } from '../../src/contract/error.ts';
import { MANIFEST, SPARE_MANIFEST, type KeptData, type KeptFile } from '../../src/contract/kept.ts';
import { readManifest, writeManifest } from '../../src/data/kept-manifest.ts';
import { copyFile, type CopyControl, type FileFolder } from './copy-file.ts';

/** Writes a file of text and reads it back. */
async function writeText(folder: FileFolder, name: string, text: string): Promise<KeptData> {
  const sink = await folder.create(name);
  try {
    sink.write(new TextEncoder().encode(text), { at: 0 });
    sink.flush();
  } finally {
    sink.close();
  }
  const back = await (await folder.read(name)).text();
  const read = readManifest(back);
  if (back !== text || read === null) throw new AppFailure(appError('kept.notSame', { name }));
  return read;
}

/**
 * Writes the manifest of kept data and reads it back. Wherever this is broken off, the manifest of before or the new one
 * can be read: a copy is whole before the manifest is touched, and goes once it is whole again.
 *
 * @throws AppFailure `kept.notSame` where what is read back is not what was written
 */
export async function writeKept(folder: FileFolder, kept: KeptData): Promise<KeptData> {
  const text = writeManifest(kept);
  await writeText(folder, SPARE_MANIFEST, text);
  const read = await writeText(folder, MANIFEST, text);
  await folder.remove(SPARE_MANIFEST);
  return read;
}

/**
 * Writes files and, once each has been read back and found the same, the manifest, which makes them kept data.
 *
 * @param folder an empty one
 * @param draft the manifest, but for what is known of files once they are written
 * @returns the manifest
 * @throws AppFailure as {@link copyFile} and {@link writeKept} do; what is in the folder then is of no use
 */
export async function keepData(
  folder: FileFolder,
  draft: Omit<KeptData, 'files'>,
  files: readonly File[],
  control: CopyControl,
): Promise<KeptData> {
  const kept: KeptFile[] = [];
  for (const [at, file] of files.entries()) {
    const sha256 = await copyFile(folder, String(at), file, control);
    kept.push({ name: file.name, size: file.size, modifiedAt: file.lastModified, sha256 });
  }
  return writeKept(folder, { ...draft, files: kept });
}
