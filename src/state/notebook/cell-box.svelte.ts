import type { CellState } from './session-port.ts';

/** The state of one cell, reactive by itself: the screens of the other cells do not hang on it. */
export class CellBox {
  state: CellState;

  constructor(state: CellState) {
    this.state = $state.raw(state);
  }
}
