import type { FiguresRequest, PrepareRequest } from '../../src/contract/dashboard.ts';
import type { RunId } from '../../src/contract/ids.ts';
import type { SpareWork } from '../engine/spare-work.ts';
import type { DashboardDesk } from './dashboard-desk.ts';
import { servesAlso } from './same-terms.ts';

/** Memory of a machine that does not say how much it has, GiB. */
const USUAL_MEMORY = 4;

/** How long nothing must have been asked for until what follows on figures is made ready, ms. */
const SOON_MS = 30;

/** Bytes of memory of this machine, as far as the browser tells: in powers of two, at most 8 GiB or so. */
function machineMemory(): number {
  const { deviceMemory = USUAL_MEMORY } = navigator as { readonly deviceMemory?: number };
  return deviceMemory * 2 ** 30;
}

/** Has the dashboard that is likely to be opened prepared while nothing else is asked of the engine. */
export class AheadDesk {
  readonly #spare: SpareWork;
  readonly #desk: () => Promise<DashboardDesk>;
  readonly #told: () => Promise<void>;
  #request: PrepareRequest | null = null;

  /**
   * @param desk the desk of dashboards; its code comes when it is first needed
   * @param told is called when it has been prepared, as memory is held then
   */
  constructor(spare: SpareWork, desk: () => Promise<DashboardDesk>, told: () => Promise<void>) {
    this.#spare = spare;
    this.#desk = desk;
    this.#told = told;
  }

  /** Prepares for a request when there is time; null: nothing any more. */
  want(request: PrepareRequest | null): void {
    this.#request = request;
    this.#spare.want(
      request === null
        ? null
        : async (run) => {
            const desk = await this.#desk();
            if (await desk.prepareAhead(run, request, machineMemory())) await this.#told();
          },
    );
  }

  /**
   * Has what will be asked after these figures made ready, while they are looked at. Parts that take longest are made when
   * they are first needed, so this is begun at once.
   */
  follows(request: FiguresRequest): void {
    this.#request = null;
    this.#spare.want(async (run) => {
      const { prepared } = await this.#desk();
      await prepared.readyForNext(run, request);
      await this.#told();
    }, SOON_MS);
  }

  /**
   * A dashboard is about to be asked for: lets the preparation end if it is the one, and else gives it up, as it would
   * take the place of what is looked at.
   */
  opens(id: RunId, { prepare }: Pick<FiguresRequest, 'prepare'>): void {
    if (this.#request === null) return;
    if (servesAlso(this.#request, prepare)) this.#spare.neededBy(id);
    else this.want(null);
  }
}
