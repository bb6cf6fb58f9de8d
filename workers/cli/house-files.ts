import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { Policy } from '../../src/contract/privacy.ts';
import type { Result } from '../../src/contract/result.ts';
import { parsePolicy } from '../../src/privacy/policy.ts';
import { fileOnDisk } from '../engine/boot-node.ts';
import type { FileSource } from '../engine/database.ts';

/** The value of a result; what it failed with is thrown. */
export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new AppFailure(result.error);
  return result.value;
}

/**
 * Reads a file as text.
 *
 * @throws AppFailure `file.unreadable`
 */
export async function readText(location: string): Promise<string> {
  return readFile(location, 'utf8').catch((thrown: unknown) => {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AppFailure(appError('file.unreadable', { name: path.basename(location), detail }), thrown);
  });
}

/** A file on disk. Throws AppFailure `file.unreadable`. */
export async function sourceAt(location: string): Promise<FileSource> {
  return fileOnDisk(location).catch((thrown: unknown) => {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AppFailure(appError('file.unreadable', { name: path.basename(location), detail }), thrown);
  });
}

/** The policy that the page is built with. */
export async function housePolicy(): Promise<Policy> {
  const location = path.resolve(import.meta.dirname, '../../public/policy.json');
  return unwrap(parsePolicy(JSON.parse(await readText(location))));
}
