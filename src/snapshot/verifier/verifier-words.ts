import { words } from '../both-languages.ts';
import type { Words } from '../content.ts';

/** Sentences of the verifier. */
export const VERIFIER_SAYS = {
  title: words('Verify a snapshot', '验证快照'),
  lead: words(
    'Drop the file of a snapshot here. It is read on this page and goes nowhere: this page can make no requests.',
    '请将快照文件拖到此处。文件仅在此页面读取，不会传到任何地方：此页面无法发出任何请求。',
  ),
  choose: words('Choose a file', '选择文件'),
  known: words('Fingerprint you know (optional)', '您已知的指纹（可选）'),
  knownHint: words(
    'Ask the sender for it by another way than the one the file came by.',
    '请通过与文件不同的途径向发送者索取。',
  ),
  isKnown: words('This is the fingerprint you know.', '与您已知的指纹相同。'),
  isOther: words('This is not the fingerprint you know.', '与您已知的指纹不同。'),
  notCompared: words(
    'Nobody has compared this fingerprint yet: paste the one you know above.',
    '尚未核对此指纹：请在上方粘贴您已知的指纹。',
  ),
  reading: words('Reading the file…', '正在读取文件…'),
  tooLarge: words('This file is too large for a snapshot.', '此文件过大，不可能是快照。'),
  unreadable: words('This file cannot be read. Choose it again.', '无法读取此文件。请重新选择。'),
  part: words('Part', '部分'),
  state: words('State', '状态'),
  allParts: words('All parts: {count}', '全部部分：{count}'),
  about: words('What the file says of itself', '文件的自述'),
  fileTitle: words('Title', '标题'),
  differing: words('Parts that differ: {names}', '不一致的部分：{names}'),
} as const satisfies Readonly<Record<string, Words>>;
