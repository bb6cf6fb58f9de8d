import { formFault, nameKey, RESERVED_NAMES } from '../../../document/names.ts';

/** The name of a column as SQL takes it: in double quotes where it would be read as something else. */
export function sqlName(name: string): string {
  const plain = formFault(name) === null && !RESERVED_NAMES.has(nameKey(name));
  return plain ? name : `"${name.replaceAll('"', '""')}"`;
}
