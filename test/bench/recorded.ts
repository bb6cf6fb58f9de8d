import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

const STATEMENTS = 'statements.json';

/**
 * Makes an empty folder for what a run of the app leaves for native DuckDB to do again: its statements, and the slices of
 * the file that they read.
 */
export async function emptyFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}

/** Leaves statements, and what belongs to them, in a folder of {@link emptyFolder}. */
export async function leaveRecorded(folder: string, recorded: object): Promise<void> {
  await writeFile(path.join(folder, STATEMENTS), JSON.stringify(recorded, null, 2));
}

/** Reads what {@link leaveRecorded} has left, as JSON. */
export async function readRecorded(folder: string): Promise<unknown> {
  return JSON.parse(await readFile(path.join(folder, STATEMENTS), 'utf8'));
}
