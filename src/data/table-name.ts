/** What is read out of a file, as far as it tells its tables apart. */
interface ReadOf {
  /** Path inside an archive; null where the file is none. */
  readonly entry: string | null;
  /** How many tables the archive has. */
  readonly entries: number;
}

/** Name of the table that a file is read as: its own, and of an archive of several with the one of them. */
export function tableName(fileName: string, { entry, entries }: ReadOf): string {
  return entry === null || entries < 2 ? fileName : `${fileName} › ${entry}`;
}
