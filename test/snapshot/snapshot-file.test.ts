import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { readSnapshot } from '../../src/snapshot/read-snapshot.ts';
import { verifySnapshot } from '../../src/snapshot/verify-snapshot.ts';
import { writeSnapshot } from '../../src/snapshot/write-snapshot.ts';
import { sampleContent } from './sample-content.ts';
import { ASSETS, newSigner, partRange, PROGRAM, withManifest } from './snapshot-tools.ts';

let html: string;
let bytes: Buffer;

beforeAll(async () => {
  const signer = await newSigner();
  html = (await writeSnapshot(sampleContent(), ASSETS, signer)).html;
  bytes = Buffer.from(html, 'utf8');
});

describe('the file', () => {
  test('reads as what was written', () => {
    const { content, manifest } = readSnapshot(html);
    expect(content).toEqual(sampleContent());
    expect(manifest?.log.entries).toBe(3);
  });

  test('names the very style and script in its policy', () => {
    const hash = (text: string): string =>
      `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
    const style = /<style>([\s\S]*?)<\/style>/u.exec(html)?.[1] ?? '';
    const script = /<script>([\s\S]*?)<\/script>/u.exec(html)?.[1] ?? '';
    expect(style.length).toBeGreaterThan(1000);
    expect(html).toContain(`style-src ${hash(style)}; script-src ${hash(script)}`);
    expect(html).toContain("default-src 'none'");
  });

  test('has no address, no style of an element, and no script but its own', () => {
    expect(html).not.toMatch(/https?:|xmlns|\/\/[a-z]/iu);
    expect(html).not.toMatch(/ style=|\son[a-z]+=|<link|<iframe|<img|<object|<base/iu);
    expect(html.match(/<script>/gu)).toHaveLength(1);
  });

  test('stays small', () => {
    expect(ASSETS.script.length).toBeLessThan(20_000);
    expect(bytes.length).toBeLessThan(300_000);
  });

  test('escapes what a user wrote, in markup and in data', async () => {
    const content = sampleContent();
    const nasty = '</script><!--end:data/outline--><img src=x>"\'\u2028';
    const { html: page } = await writeSnapshot({ ...content, title: nasty }, ASSETS, null);
    expect(page).not.toContain('<img');
    expect(readSnapshot(page).content?.title).toBe(nasty);
    expect((await verifySnapshot(page, PROGRAM)).verdict).toBe('unchanged');
  });

  test('refuses markup with a script or a comment, and colours that are none', async () => {
    const content = sampleContent();
    const text = { kind: 'text', tile: 'x', title: { en: '', 'zh-CN': '' } } as const;
    for (const markup of ['<script>1</script>', 'a<!--part:x-->']) {
      const pages = [{ title: content.title, tiles: [{ ...text, html: markup }] }].map((page) => ({
        ...page,
        title: { en: '', 'zh-CN': '' },
      }));
      await expect(writeSnapshot({ ...content, pages }, ASSETS, null)).rejects.toThrow(RangeError);
    }
    const colours = { '--x': ['red;}', '#fff'] as const };
    await expect(writeSnapshot({ ...content, colours }, ASSETS, null)).rejects.toThrow(RangeError);
  });
});

describe('verifying', () => {
  test('finds nothing in a file as it was written, signed or not', async () => {
    const signed = await verifySnapshot(bytes, PROGRAM);
    expect(signed).toMatchObject({ verdict: 'unchanged', signature: 'valid', page: 'same' });
    expect(signed.fingerprint).toMatch(/^(?:[0-9a-f]{4} ){15}[0-9a-f]{4}$/u);
    const { html: unsigned } = await writeSnapshot(sampleContent(), ASSETS, null);
    const found = await verifySnapshot(unsigned, PROGRAM);
    expect(found).toMatchObject({ verdict: 'unchanged', signature: 'none', fingerprint: null });
    expect(found.log).toEqual({ state: 'whole', entries: 3, at: null });
  });

  test('names the part in which any one byte was changed', async () => {
    const names = readSnapshot(html).parts.map(({ name }) => name);
    const places = fc.record({
      name: fc.constantFrom(...names.filter((name) => name !== 'frame')),
      at: fc.nat(),
      by: fc.integer({ min: 1, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(places, async ({ name, at, by }) => {
        const [from, to] = partRange(bytes, name);
        const copy = Buffer.from(bytes);
        const place = from + (at % (to - from));
        copy[place] = (copy[place] ?? 0) ^ by;
        const { verdict, parts, signature } = await verifySnapshot(copy, PROGRAM);
        expect(verdict).toBe('changed');
        const inner = names.filter((each) => {
          const [start, end] = partRange(bytes, each);
          return each !== 'frame' && start <= place && place < end;
        });
        const wrong = parts.filter(({ state }) => state !== 'ok').map((part) => part.name);
        // A byte of the signature itself leaves the manifest's own digest as it was.
        if (name === 'manifest' && wrong.length === 0) expect(signature).toBe('invalid');
        else expect(inner.some((each) => wrong.includes(each))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test('finds a byte changed anywhere in the file', async () => {
    const change = fc.record({ at: fc.nat(bytes.length - 1), by: fc.integer({ min: 1, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(change, async ({ at, by }) => {
        const copy = Buffer.from(bytes);
        copy[at] = (copy[at] ?? 0) ^ by;
        expect((await verifySnapshot(copy, PROGRAM)).verdict).not.toBe('unchanged');
      }),
      { numRuns: 150 },
    );
  });

  test('finds a figure changed in the shown page though its digest was made anew', async () => {
    const forged = await withManifest(html.replace('84,000.25', '94,000.25'), null);
    const found = await verifySnapshot(forged, PROGRAM);
    expect(found).toMatchObject({ verdict: 'changed', page: 'differs', signature: 'removed' });
    expect(found.differing).toContain('shown/t5');
  });

  test('finds a log that was cut, though it is a chain by itself', async () => {
    const text = /id="data-log">([^<]*)</u.exec(html)?.[1] ?? '';
    const entries = JSON.parse(text) as unknown[];
    const shorter = html.replace(text, JSON.stringify(entries.slice(0, 2)));
    const found = await verifySnapshot(shorter, PROGRAM);
    expect(found.log).toEqual({ state: 'cut', entries: 2, at: null });
    expect(found.parts).toContainEqual({ name: 'data/log', state: 'changed' });
    const middle = await verifySnapshot(
      html.replace(text, JSON.stringify([entries[0], entries[2]])),
      PROGRAM,
    );
    expect(middle.log).toEqual({ state: 'broken', entries: 2, at: 1 });
  });

  test('finds a signature of another file, a key of another, and a signature that is gone', async () => {
    const other = await writeSnapshot({ ...sampleContent(), title: 'Another' }, ASSETS, await newSigner());
    const { manifest } = readSnapshot(html);
    const swapped = html.replace(String(manifest?.signature), String(other.manifest.signature));
    expect((await verifySnapshot(swapped, PROGRAM)).signature).toBe('invalid');
    const key = html.replace(String(manifest?.key?.publicKey), String(other.manifest.key?.publicKey));
    expect(await verifySnapshot(key, PROGRAM)).toMatchObject({ signature: 'invalid', verdict: 'changed' });
    const mine = await withManifest(html, await newSigner());
    expect(await verifySnapshot(mine, PROGRAM)).toMatchObject({ signature: 'otherKey', verdict: 'changed' });
    const gone = await withManifest(html, null);
    expect(await verifySnapshot(gone, PROGRAM)).toMatchObject({ signature: 'removed', verdict: 'changed' });
  });

  test('says of parts that are missing or new which they are', async () => {
    const [from, to] = partRange(bytes, 'data/t2');
    const without = Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
    const found = await verifySnapshot(without, PROGRAM);
    expect(found.parts).toContainEqual({ name: 'data/t2', state: 'missing' });
    const more = html.replace('</body>', '<!--part:data/t99-->x<!--end:data/t99--></body>');
    expect((await verifySnapshot(more, PROGRAM)).parts).toContainEqual({ name: 'data/t99', state: 'extra' });
  });

  test('does not take another page for a snapshot', async () => {
    expect((await verifySnapshot('<p>no</p>', PROGRAM)).verdict).toBe('notSnapshot');
    expect((await verifySnapshot(new Uint8Array([255, 0, 1]), PROGRAM)).verdict).toBe('notSnapshot');
  });

  test('does not call a snapshot of another build changed that draws in another way', async () => {
    const signer = await newSigner();
    const { html: today } = await writeSnapshot(sampleContent(), ASSETS, signer);
    // As an older build would have drawn it: the same data, another drawing, a manifest of its own.
    const drawn = today.replace('84,000.25', '▼ 84,000.25');
    expect(drawn).not.toBe(today);
    const older = await withManifest(drawn, signer);
    const another = { ...PROGRAM, build: '0123456789abcdef' };
    expect(await verifySnapshot(older, another)).toMatchObject({
      page: 'otherProgram',
      verdict: 'unchanged',
      signature: 'valid',
      differing: [],
    });
    // What the manifest covers is found whoever wrote it.
    const found = await verifySnapshot(older.replace('▼ 84,000.25', '▼ 94,000.25'), another);
    expect(found).toMatchObject({ verdict: 'changed' });
    expect(found.parts).toContainEqual({ name: 'shown/t5', state: 'changed' });
    expect(await verifySnapshot(older, PROGRAM)).toMatchObject({ page: 'differs', verdict: 'changed' });
  });

  test('compares a snapshot of another build that draws alike', async () => {
    expect(await verifySnapshot(html, { ...PROGRAM, build: '0123456789abcdef' })).toMatchObject({
      page: 'same',
      verdict: 'unchanged',
    });
  });

  test('takes another viewer for that of another version only where the build is another', async () => {
    const style = `${ASSETS.style}:root{--writer:other}`;
    expect(await verifySnapshot(html, { ...PROGRAM, style })).toMatchObject({ page: 'differs' });
    const later = { ...PROGRAM, style, build: '0123456789abcdef' };
    expect(await verifySnapshot(html, later)).toMatchObject({ page: 'otherProgram', verdict: 'unchanged' });
  });
});
