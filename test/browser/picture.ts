import { mkdirSync } from 'node:fs';
import { loadSample, openApp, sealed, toRfm } from './app-page.ts';

// Takes the picture README shows, on the built app and the synthetic sample: npm run picture
const app = await openApp({ firstVisit: 'as shipped' });
try {
  await sealed(app.page);
  await loadSample(app.page);
  await toRfm(app.page);
  await app.page.mouse.move(0, 0);
  await app.page.waitForTimeout(2000);
  mkdirSync('.docs', { recursive: true });
  await app.page.screenshot({ path: '.docs/rfm.png' });
} finally {
  await app.close();
  await app.browser.close();
}
