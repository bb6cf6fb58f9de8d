import type { LoadPart } from '../../src/contract/import.ts';
import type { Conflict, RegisteredRelease } from '../../src/contract/privacy.ts';
import { table, type LoadedOrders } from '../import/loaded-orders.ts';
import { customerId } from '../import/relations.ts';
import { dataFingerprint } from './data-fingerprint.ts';
import type { Database, Run } from './database.ts';

/*
 * What files mean for the register.
 *
 * A register is of customers, in the order of their ids. Two loads of a file that have the same customers share one,
 * whatever columns were mapped. A part of the file has other customers, or other orders of the same: who of them stands
 * where in the register of the whole is not to be known while only the part is loaded, nor what they add there. So a
 * part is not compared with the whole, nor with another part. Once something has left of one of them, nothing on
 * customers leaves of the others.
 *
 * A file to whose rows those of another were added, both loaded whole, is held for newer data, as next month's file is.
 */

/** Where loaded data come from. */
export interface DataOrigin {
  /** Fingerprints of the tables that were read, in their order by letters. */
  readonly files: readonly string[];
  /** The part that was loaded, as text; empty: all. */
  readonly part: string;
  /** Fingerprint of the customers as the file has them. */
  readonly customers: string;
}

/** Where the data of a register come from, with what has left of them. */
export interface KeptOrigin extends DataOrigin {
  /** Of the register. */
  readonly fingerprint: string;
  /** Releases on customers, oldest first. */
  readonly releases: readonly Pick<RegisteredRelease, 'id' | 'at' | 'subject' | 'called' | 'kind'>[];
}

function partText(part: LoadPart | null | undefined): string {
  if (part === null || part === undefined) return '';
  const { from, to, sample } = part;
  return JSON.stringify([from, to, sample === null ? null : [sample.percent, sample.seed]]);
}

/** Where orders come from; null where it is not known from which files. */
export async function originOf(db: Database, run: Run, loaded: LoadedOrders): Promise<DataOrigin | null> {
  const { files = [], receipt } = loaded;
  if (files.length === 0) return null;
  const ids = { relation: table('customers'), values: [customerId(loaded)] };
  return {
    files: [...files].sort(),
    part: partText(receipt.part),
    customers: await dataFingerprint(db, run, [], [ids]),
  };
}

function sameFiles({ files }: DataOrigin, other: DataOrigin): boolean {
  return files.join() === other.files.join();
}

/** The register of the same files, part and customers, whatever columns were mapped then. */
export function sameOrigin(origin: DataOrigin, kept: readonly KeptOrigin[]): KeptOrigin | undefined {
  return kept.find(
    (each) => sameFiles(origin, each) && each.part === origin.part && each.customers === origin.customers,
  );
}

/** Conflicts of one release that are told of. */
const MOST = 3;

/**
 * Releases that cannot be compared with one of loaded data: of another part of the same file, or of other customers that
 * were read from it. Latest first.
 *
 * @param fingerprint of the register of the loaded data
 * @param kind of what is to leave: lists are not compared with lists
 */
export function incomparable(
  origin: DataOrigin,
  fingerprint: string,
  kind: 'list' | 'deidentified' | 'report' | undefined,
  kept: readonly KeptOrigin[],
): readonly Conflict[] {
  const apart = kept.filter(
    (each) =>
      each.fingerprint !== fingerprint &&
      (each.part !== origin.part || sameFiles(origin, each)) &&
      each.files.some((file) => origin.files.includes(file)),
  );
  return apart
    .flatMap(({ releases }) => releases)
    .filter((release) => kind !== 'list' || release.kind !== 'list')
    .sort((a, b) => (a.at < b.at ? 1 : -Number(a.at > b.at)))
    .slice(0, MOST)
    .map(({ id, at, subject, called }) => ({
      with: id,
      at,
      subject,
      ...(called === undefined ? {} : { called }),
      customers: null,
      otherPart: true,
      rows: [],
      cures: [],
    }));
}
