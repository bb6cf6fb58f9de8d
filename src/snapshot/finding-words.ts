import { filled, sameWords } from './both-languages.ts';
import type { SnapshotContent, SnapshotTileContent, Words } from './content.ts';
import { namedTiles } from './page-markup.ts';
import type { LogFinding, PageState, PartFinding, SignatureState, Verification } from './verify-snapshot.ts';

function words(en: string, zh: string): Words {
  return { en, 'zh-CN': zh };
}

const PARTS: Readonly<Record<string, Words>> = {
  manifest: words('Manifest', '清单'),
  frame: words('Frame of the page', '页面框架'),
  style: words('Style', '样式'),
  script: words('Script of the viewer', '查看器脚本'),
  'shown/provenance': words('Shown band of provenance', '页面所示的来源信息'),
  'data/provenance': words('Provenance', '来源信息'),
  'data/outline': words('Title, pages and colours', '标题、页面与颜色'),
  'data/log': words('Log of decisions', '决定日志'),
};
const OF_TILE: Readonly<Record<string, Words>> = {
  data: words('Data of {tile}', '{tile}的数据'),
  shown: words('Shown page of {tile}', '页面所示的{tile}'),
  picture: words('Picture of {tile}', '{tile}的图'),
};
const LANGUAGES: Readonly<Record<string, Words>> = {
  en: words(' (English)', '（英文）'),
  'zh-cn': words(' (Chinese)', '（中文）'),
};

function tileWords(name: string, tile: SnapshotTileContent | undefined): Words {
  const number = name.slice(1);
  const title = tile?.title ?? sameWords('');
  return words(
    title.en === '' ? `tile ${number}` : `tile ${number} “${title.en}”`,
    title['zh-CN'] === '' ? `卡片 ${number}` : `卡片 ${number}“${title['zh-CN']}”`,
  );
}

/**
 * Names a part of a snapshot's file.
 *
 * @param name as in the manifest, e.g. `data/t3`
 * @param content what the file shows, for titles of tiles; null when it cannot be read
 */
export function partWords(name: string, content: SnapshotContent | null): Words {
  const known = PARTS[name];
  if (known !== undefined) return known;
  const [sort = '', tile = '', language] = name.split('/');
  const pattern = OF_TILE[sort];
  if (pattern === undefined) return sameWords(name);
  const named =
    content === null
      ? undefined
      : namedTiles(content)
          .flat()
          .find((each) => each.name === tile);
  const said = tileWords(tile, named?.tile);
  const of = language === undefined ? undefined : LANGUAGES[language];
  return words(
    filled(pattern, { tile: said.en }).en + (of?.en ?? ''),
    filled(pattern, { tile: said['zh-CN'] })['zh-CN'] + (of?.['zh-CN'] ?? ''),
  );
}

export const PART_STATES: Readonly<Record<PartFinding['state'], Words>> = {
  ok: words('unchanged', '未更改'),
  changed: words('changed', '已更改'),
  missing: words('missing', '缺失'),
  extra: words('added', '多出'),
};

export const VERDICTS: Readonly<Record<Verification['verdict'], Words>> = {
  unchanged: words('Unchanged: every part is as the manifest says.', '未更改：每一部分都与清单一致。'),
  changed: words(
    'Changed: do not rely on this file. Ask the sender for it again.',
    '已更改：请勿依赖此文件，请向发送者重新索取。',
  ),
  notSnapshot: words(
    'This file is no snapshot. Choose the file as you received it.',
    '此文件不是快照。请选择收到的原文件。',
  ),
};

export const SIGNATURES: Readonly<Record<SignatureState, Words>> = {
  valid: words('The manifest is signed by the key with this fingerprint:', '清单由以下指纹的密钥签名：'),
  invalid: words('The signature does not fit this file.', '签名与此文件不符。'),
  none: words(
    'Not signed: whoever changed it could have made its digests anew.',
    '未签名：更改者可能已重新生成其摘要。',
  ),
  removed: words('It was signed, and the signature is gone.', '原有签名，但签名已被移除。'),
  otherKey: words('Signed by another key than the one its page names.', '签名密钥与页面所述的密钥不同。'),
  unsupported: words(
    'Signed; this browser cannot check signatures (Ed25519).',
    '已签名；此浏览器无法验证签名（Ed25519）。',
  ),
};

export const LOGS: Readonly<Record<LogFinding['state'], Words>> = {
  whole: words('Log of decisions: whole, entries: {entries}.', '决定日志：完整，共 {entries} 项。'),
  cut: words('Log of decisions: entries are missing or added.', '决定日志：有条目缺失或多出。'),
  broken: words(
    'Log of decisions: entry {at} does not follow from the one before.',
    '决定日志：第 {at} 项与前一项不衔接。',
  ),
  unread: words('Log of decisions: it cannot be read.', '决定日志：无法读取。'),
};

export const PAGES: Readonly<Record<PageState, Words>> = {
  same: words('The page shows what its data say.', '页面所示与其数据一致。'),
  differs: words('The page shows something else than its data say.', '页面所示与其数据不一致。'),
  otherProgram: words(
    'Written by another version of Cloister, which draws some things in another way. So what the page shows was not compared with its data; manifest, log and signature are checked all the same.',
    '由其他版本的 Cloister 写成，其部分绘制方式不同，因此未将页面所示与数据比较；清单、日志和签名仍已核对。',
  ),
  unread: words('Its data cannot be read.', '其数据无法读取。'),
};

/** What was found of the log, as a sentence. */
export function logWords({ state, entries, at }: LogFinding): Words {
  return filled(LOGS[state], { entries: String(entries), at: at === null ? '' : String(at + 1) });
}
