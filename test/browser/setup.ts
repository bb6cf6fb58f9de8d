import { existsSync } from 'node:fs';
import path from 'node:path';
import { BUILT } from '../serve.ts';
import { chromiumPath } from './chromium.ts';

/** Browser tests run on the built app; they neither build it nor start without it. */
export default function setup(): void {
  if (!existsSync(path.join(BUILT, 'index.html'))) {
    throw new Error(`${BUILT} is missing: run npm run build first.`);
  }
  chromiumPath();
}
