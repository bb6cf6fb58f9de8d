import { appError, type AppError } from '../contract/error.ts';

/** The end of an engine before its time, for everybody who waits for an answer. */
interface Crash {
  readonly promise: Promise<AppError>;
  readonly raise: () => void;
}

/** A crash that has not happened yet. */
export function newCrash(): Crash {
  let raise = (): void => undefined;
  const promise = new Promise<AppError>((resolve) => {
    raise = () => {
      resolve(appError('engine.crashed', {}));
    };
  });
  return { promise, raise };
}
