const ROW_OR_CELL = /<((?:\w+:)?)(row|c)\b([^>]*?)(\/?)>/gu;
const ADDRESS = /\sr="([A-Z]*)(\d+)"/u;

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

/** Whether the cells of a sheet say where they stand; judged by its first one. */
function hasAddresses(xml: string): boolean {
  const first = /<(?:\w+:)?c\b([^>]*)>/u.exec(xml);
  return first === null || ADDRESS.test(first[1] ?? '');
}

/**
 * Gives addresses to the cells of a sheet. The standard lets writers leave them out where each cell follows the one before
 * it; the library wants them.
 *
 * @param xml rows of a sheet
 * @param before rows of the sheet above them
 */
export function addressed(xml: string, before: number): string {
  if (hasAddresses(xml)) return xml;
  let row = before;
  let column = 0;
  return xml.replaceAll(
    ROW_OR_CELL,
    (_tag, prefix: string, name: string, attributes: string, end: string) => {
      const [, at = '', number] = ADDRESS.exec(attributes) ?? [];
      if (name === 'row') {
        row = number === undefined ? row + 1 : Number(number);
        column = 0;
      } else column = at === '' ? column + 1 : columnOf(at);
      const address = name === 'row' ? String(row) : letters(column) + String(row);
      return `<${prefix}${name} r="${address}"${attributes.replace(ADDRESS, '')}${end}>`;
    },
  );
}
