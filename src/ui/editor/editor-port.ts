import type { CatalogRelation, InputValue, SqlVocabulary, TextSpan } from '../../contract/notebook.ts';

/** An input that SQL may read as `$name`. */
export interface SqlParameter {
  readonly name: string;
  readonly type: InputValue['type'];
}

/** What completion knows of the place SQL is written at. */
export interface SqlSurroundings {
  readonly catalog: readonly CatalogRelation[];
  /** Null while the engine has not told its words. */
  readonly vocabulary: SqlVocabulary | null;
  readonly parameters: readonly SqlParameter[];
}

/** What is wrong at a place of the text, in words. */
export interface EditorDiagnostic extends TextSpan {
  readonly sentence: string;
  readonly hint: string;
}

/** Text to put in where the caret is. Each request is an object of its own, so the same text can be put in twice. */
export interface InsertRequest {
  readonly text: string;
}
