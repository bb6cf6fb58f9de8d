/** The tag of a row or cell, and the whole number that stands first in it, where one does. */
const TAG = /<((?:\w+:)?)(row|c)\b([^>]*?)(\/?)>(?:(<(?:\w+:)?v[^>]*>)(\d+)(?=<))?/gu;
const ADDRESS = /\sr="([A-Z]*)(\d+)"/u;

/** Rows of a sheet that stand in no need of what is before them. */
export interface OwnRows {
  readonly xml: string;
  /** Texts of the workbook that they use, in the order they now have. */
  readonly texts: readonly string[];
  /** Number of the last row in the sheet. */
  readonly lastRow: number;
}

function letters(column: number): string {
  let text = '';
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) {
    text = String.fromCharCode(65 + ((left - 1) % 26)) + text;
  }
  return text;
}

function columnOf(text: string): number {
  return Array.from(text).reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0);
}

/** Attributes of a tag without the address that was found in them. */
function withoutAddress(attributes: string, found: RegExpExecArray | null): string {
  if (found === null) return attributes;
  return attributes.slice(0, found.index) + attributes.slice(found.index + found[0].length);
}

/**
 * Makes rows out of the middle of a sheet such as a small sheet could have: numbered from 1, with texts of their own. Cells
 * without addresses get theirs; the standard lets writers leave them out where each follows the one before it.
 *
 * @param xml rows as they stand in the file
 * @param base number of the row that the first of the small sheet follows
 * @param before number of the last row before these
 * @param texts all texts of the workbook, as they stand in the file
 */
export function ownRows(xml: string, base: number, before: number, texts: readonly string[]): OwnRows {
  const used: string[] = [];
  const places = new Map<string, number>();
  let row = before;
  let column = '';
  const textPlace = (index: string): number | string => {
    const text = texts[Number(index)];
    if (text === undefined) return index;
    const place = places.get(index) ?? used.push(text) - 1;
    places.set(index, place);
    return place;
  };
  const own = xml.replaceAll(TAG, (_, ...parts: readonly string[]) => {
    const [prefix = '', name = '', attributes = '', end = '', opening, index] = parts;
    const written = ADDRESS.exec(attributes);
    const [, at = '', number] = written ?? [];
    if (name === 'row') {
      row = number === undefined ? row + 1 : Number(number);
      column = '';
    } else column = at === '' ? letters(columnOf(column) + 1) : at;
    const address = column + String(row - base);
    const tag = `<${prefix}${name} r="${address}"${withoutAddress(attributes, written)}${end}>`;
    if (opening === undefined || index === undefined) return tag;
    return tag + opening + String(attributes.includes('t="s"') ? textPlace(index) : index);
  });
  return { xml: own, texts: used, lastRow: row };
}
