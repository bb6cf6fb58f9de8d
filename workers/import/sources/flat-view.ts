/** A FlatBuffer, as far as the heads of messages need it: tables point at their fields by a table of offsets. */
export class FlatView {
  readonly view: DataView;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  root(): number {
    return this.view.getUint32(0, true);
  }

  /** Where the offset of a field stands; null where the table is too short for it. */
  #slot(table: number, field: number): number | null {
    const offsets = table - this.view.getInt32(table, true);
    const at = 4 + 2 * field;
    return at < this.view.getUint16(offsets, true) ? offsets + at : null;
  }

  /** Where a field stands; null where it is left out. */
  field(table: number, field: number): number | null {
    const slot = this.#slot(table, field);
    const offset = slot === null ? 0 : this.view.getUint16(slot, true);
    return offset === 0 ? null : table + offset;
  }

  /** The table that a field points at. */
  table(table: number, field: number): number | null {
    const at = this.field(table, field);
    return at === null ? null : at + this.view.getUint32(at, true);
  }

  /** Where the entries of a list stand that a field points at; none where it is left out. */
  entries(table: number, field: number, bytes: number): { readonly at: number; readonly count: number } {
    const vector = this.table(table, field);
    if (vector === null) return { at: 0, count: 0 };
    const count = this.view.getUint32(vector, true);
    if (vector + 4 + count * bytes > this.view.byteLength)
      throw new RangeError('a list is longer than the file');
    return { at: vector + 4, count };
  }

  /** The tables of a list that a field points at. */
  tables(table: number, field: number): readonly number[] {
    const { at, count } = this.entries(table, field, 4);
    return Array.from({ length: count }, (_, place) => {
      const slot = at + 4 * place;
      return slot + this.view.getUint32(slot, true);
    });
  }

  leaveOut(table: number, field: number): void {
    const slot = this.#slot(table, field);
    if (slot !== null) this.view.setUint16(slot, 0, true);
  }
}
