import { build } from 'virtual:build-hash';
import { script, style } from 'virtual:snapshot-viewer';

/** The style and the script of every snapshot, and the hash of the build that makes them. */
export const VIEWER_ASSETS = { style, script, build } as const;
