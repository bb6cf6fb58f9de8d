import type { GroupsLook, PrepareRequest, Selection, TileQuestion, TileRun } from './dashboard.ts';
import type { DatasetId } from './ids.ts';
import type { CellRun, ChartChoice, SqlDeclaration } from './notebook.ts';
import type { Decision } from './privacy.ts';
import type { ReleasePreview } from './engine-api.ts';
import type { AppError } from './error.ts';

/** What is shown of a cell of a notebook. */
export type ShownCell =
  /** The result of free SQL, as its writer has declared it. */
  | { readonly kind: 'rows'; readonly relation: string; readonly declaration: SqlDeclaration | null }
  | { readonly kind: 'chart'; readonly relation: string; readonly choice: ChartChoice | null }
  /** An analysis by the name of its cell; view null: the first that it has for its parameters. */
  | { readonly kind: 'analysis'; readonly name: string; readonly view: string | null };

/** How much room a tile takes on its page: columns of twelve, and rows. */
export interface TileRoom {
  readonly w: number;
  readonly h: number;
}

/** A tile as it is to stand in a snapshot; without room of its own it has the whole width. */
export type SnapshotTile = SnapshotTileBody & { readonly room?: TileRoom };

type SnapshotTileBody =
  | { readonly kind: 'text'; readonly tile: string; readonly title: string; readonly markdown: string }
  | {
      readonly kind: 'figure';
      readonly tile: string;
      readonly title: string;
      readonly note: string;
      readonly question: Extract<TileQuestion, { kind: 'figure' }>;
      readonly target: number | null;
      /** Which side of the target is good, and the share of it within which a figure is near; absent: more, none. */
      readonly aim?: { readonly better: 'more' | 'less'; readonly tolerance: number };
    }
  | {
      readonly kind: 'analysis';
      readonly tile: string;
      readonly title: string;
      readonly note: string;
      readonly run: TileRun;
      readonly table: string;
      /** View that is drawn; null: the table alone. */
      readonly view: string | null;
      /** How groups are drawn, in place of a view. */
      readonly groups?: GroupsLook;
    }
  /** A cell of a notebook. It runs on all loaded orders: the filters of the dashboard do not reach it. */
  | {
      readonly kind: 'cell';
      readonly tile: string;
      readonly title: string;
      readonly note: string;
      /** What makes what is shown, in the order it runs, under names that no notebook has. */
      readonly runs: readonly Exclude<CellRun, { kind: 'chart' }>[];
      readonly shown: ShownCell;
      /** What the user calls the relation that is shown. */
      readonly called: string;
    };

/** A snapshot asked for: what a manager opens. */
export interface SnapshotRequest {
  readonly datasetId: DatasetId;
  readonly title: string;
  readonly purpose: string;
  readonly prepare: PrepareRequest;
  readonly selection: Selection;
  readonly pages: readonly { readonly title: string; readonly tiles: readonly SnapshotTile[] }[];
  /** Language it opens in; both are in it. */
  readonly locale: 'en' | 'zh-CN';
  readonly theme: 'light' | 'dark';
  /** `html`: one file. `pack`: a zip with the page, tables, pictures and the manifest. */
  readonly form: 'html' | 'pack';
  /** Whether it is signed with the key of this browser. */
  readonly signed: boolean;
}

/** What would leave with a snapshot, tile by tile. */
export interface SnapshotPreview {
  readonly tiles: readonly {
    readonly tile: string;
    readonly title: string;
    /** As it would leave; null for words. */
    readonly preview: ReleasePreview | null;
    /** Why it would not leave; null where it would. */
    readonly refused: AppError | null;
  }[];
  /** The whole page as it would leave, exactly; null when nothing would. */
  readonly html: string | null;
  readonly bytes: number;
  readonly decision: Decision | null;
}

/** A key that snapshots are signed with. */
export interface SigningKey {
  /** SHA-256 of the public key, hex, in groups of four. */
  readonly fingerprint: string;
  /** Ed25519, raw, base64. */
  readonly publicKey: string;
  readonly madeAt: string;
  /** Whether a backup of it can be written: as long as the engine lives in which it was made or restored. */
  readonly canBackUp: boolean;
}

/** A key to be taken from its backup. */
export interface KeyToRestore {
  /** Text of the file. */
  readonly text: string;
  readonly passphrase: string;
}
