import type { Analysis } from '../../../analyses/analysis.ts';
import type { InputValue } from '../../../contract/notebook.ts';
import type { AnalysisCell, CellParameter, InputCell, MetricCell } from '../../../document/cell.ts';
import { inputOf } from '../../../document/rename-cell.ts';
import type { NotebookSessionPort } from '../../../state/notebook/session-port.ts';
import {
  checkDraft,
  defaultDraft,
  type CheckedDraft,
  type Draft,
  type EditedParameters,
} from '../../analysis/parameter-form.ts';

/** What an input stands for in a parameter. */
export function parameterValue(value: InputValue): string | number | readonly string[] {
  return value.type === 'texts' ? value.values : value.value;
}

function without<T>(params: Readonly<Record<string, T>>, param: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(params).filter(([name]) => name !== param));
}

/** Parameters of a cell as its form edits them. What cannot be used stays in the form and out of the document. */
export class CellParameters implements EditedParameters {
  readonly #session: NotebookSessionPort;
  readonly #cell: () => AnalysisCell | MetricCell;
  readonly #analysis: () => Analysis;
  #wrong: Draft = $state.raw({});

  constructor(session: NotebookSessionPort, cell: () => AnalysisCell | MetricCell, analysis: () => Analysis) {
    this.#session = session;
    this.#cell = cell;
    this.#analysis = analysis;
  }

  get analysis(): Analysis {
    return this.#analysis();
  }

  /** Input cells of the notebook. */
  get inputs(): readonly InputCell[] {
    return this.#session.notebook.cells.filter((each) => each.kind === 'input');
  }

  /** Parameters that inputs set, with the names of the inputs. */
  get bound(): Readonly<Record<string, string>> {
    const found = Object.entries(this.#cell().params).flatMap(([param, value]) => {
      const input = inputOf(value);
      return input === null ? [] : [[param, input] as const];
    });
    return Object.fromEntries(found);
  }

  get draft(): Draft {
    const own = Object.entries(this.#cell().params).map(([param, value]) => {
      const name = inputOf(value);
      const input = name === null ? undefined : this.inputs.find((each) => each.name === name);
      return [param, input === undefined ? value : parameterValue(input.value)] as const;
    });
    return { ...defaultDraft(this.analysis), ...Object.fromEntries(own), ...this.#wrong };
  }

  get checked(): CheckedDraft {
    return checkDraft(this.analysis, this.draft);
  }

  set(param: string, value: unknown): void {
    const { problems } = checkDraft(this.analysis, { ...this.draft, [param]: value });
    const others = without(this.#wrong, param);
    if (problems.includes(param)) {
      this.#wrong = { ...others, [param]: value };
      return;
    }
    this.#wrong = others;
    const usual = JSON.stringify(defaultDraft(this.analysis)[param]) === JSON.stringify(value);
    this.#keep(param, usual ? undefined : (value as CellParameter));
  }

  /** Lets an input set a parameter; null gives it back to the form. */
  bind(param: string, input: string | null): void {
    this.#wrong = without(this.#wrong, param);
    this.#keep(param, input === null ? undefined : { input });
  }

  reset(): void {
    this.#wrong = {};
    this.#session.change(this.#cell().id, { params: {} });
  }

  #keep(param: string, value: CellParameter | undefined): void {
    const others = without(this.#cell().params, param);
    const params = value === undefined ? others : { ...others, [param]: value };
    this.#session.change(this.#cell().id, { params });
  }
}
