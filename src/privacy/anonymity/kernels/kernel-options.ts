import type { KernelOptions } from '../../../contract/kernel.ts';

/** How the kernels of anonymity are to read their tuples, and what for. */
export interface AnonymityOptions {
  /** Number of quasi-identifiers and of sensitive attributes. */
  readonly quasi: number;
  readonly sensitive: number;
  /** Code of the empty value of each quasi-identifier where it counts as any value; -1: it does not. */
  readonly wildcards: readonly number[];
  /** Code of the empty value of each sensitive attribute; -1: it has none. */
  readonly empties: readonly number[];
  /** Records with a risk above it are at risk. */
  readonly threshold: number;
  /** Share of the population that the records are; null: not known. */
  readonly fraction: number | null;
}

/** Options as they cross to the worker. */
export function toKernelOptions(options: AnonymityOptions): KernelOptions {
  return { ...options };
}

/** Reads options back; only {@link toKernelOptions} writes them. */
export function fromKernelOptions(options: KernelOptions): AnonymityOptions {
  return options as unknown as AnonymityOptions;
}
