import { existsSync } from 'node:fs';
import { chromiumPath } from './chromium.ts';

/** Browser tests run on the built app; they neither build it nor start without it. */
export default function setup(): void {
  if (!existsSync('dist/index.html')) throw new Error('dist/ is missing: run npm run build first.');
  chromiumPath();
}
