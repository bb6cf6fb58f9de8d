import type { AppError } from '../contract/error.ts';
import type { SideTable } from '../contract/tables.ts';
import type { EnginePort } from './engine-port.ts';

/** Tables beside the orders, as they stand in the engine. */
export class LoadedTables {
  list: readonly SideTable[] = $state.raw([]);
  error: AppError | null = $state.raw(null);
  readonly #engine: EnginePort;

  constructor(engine: EnginePort) {
    this.#engine = engine;
  }

  /** Asks the engine for them; how they are tied to the orders changes with the orders. */
  async refresh(): Promise<void> {
    const result = await this.#engine.tables.all();
    if (result.ok) this.list = result.value;
    this.error = result.ok ? null : result.error;
  }

  /** Forgets a table. */
  async remove(table: SideTable): Promise<void> {
    const result = await this.#engine.tables.drop(table.tableId);
    await this.refresh();
    if (!result.ok) this.error = result.error;
  }
}
