import type { BoundData } from '../analysis.ts';
import { dayNumber } from '../calendar-day.ts';
import type { ClvParams } from './params.ts';
import { type Window } from './purchase-statistics.ts';

/** Share of the time that the model of the health card is fitted on where no holdout was asked for. */
const CALIBRATION_SHARE = 0.7;

/** The time a valuation looks at, days counted from 1970. */
export interface Windows {
  /** What customers are valued on. */
  readonly valued: Window;
  /** What forecasts are checked on: the same where there is a holdout, else the first 70 % against the rest. */
  readonly checked: Window;
  /** Day of the first order of all. */
  readonly firstDay: number;
}

/** Whether the check needs a fit of its own, because customers are valued on all orders. */
export function checksApart({ valued, checked }: Windows): boolean {
  return valued.calibrationEnd !== checked.calibrationEnd;
}

/** Settles the days that parameters leave open. */
export function windowsOf(data: BoundData, params: ClvParams): Windows {
  const firstDay = dayNumber(data.firstOrder ?? '1970-01-01');
  const lastDay = dayNumber(data.lastOrder ?? '1970-01-01');
  const calibrationEnd = params.calibrationEnd === null ? lastDay : dayNumber(params.calibrationEnd);
  const observationEnd =
    params.observationEnd === null ? Math.max(lastDay, calibrationEnd) : dayNumber(params.observationEnd);
  const opportunity = params.model === 'bgbb' ? params.timeUnit : null;
  const valued: Window = { calibrationEnd, observationEnd, opportunity };
  if (Math.min(observationEnd, lastDay) > calibrationEnd) return { valued, checked: valued, firstDay };
  const until = Math.min(calibrationEnd, Math.max(lastDay, firstDay));
  const split = firstDay + Math.floor(CALIBRATION_SHARE * (until - firstDay));
  return { valued, checked: { calibrationEnd: split, observationEnd: until, opportunity }, firstDay };
}
