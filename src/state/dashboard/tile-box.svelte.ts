import { NO_TILE_STATE, type TileState } from './session-port.ts';

/** What is known of one tile, reactive by itself: the other tiles do not hang on it. */
export class TileBox {
  state: TileState = $state.raw(NO_TILE_STATE);

  /** Changes a part of it. */
  set(patch: Partial<TileState>): void {
    this.state = { ...this.state, ...patch };
  }
}
