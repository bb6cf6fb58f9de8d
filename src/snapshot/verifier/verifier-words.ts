import type { Words } from '../content.ts';

/** Sentences of the verifier. */
export const VERIFIER_SAYS = {
  title: { en: 'Verify a snapshot', 'zh-CN': '验证快照' },
  lead: {
    en: 'Drop the file of a snapshot here. It is read on this page and goes nowhere: this page can make no requests.',
    'zh-CN': '请将快照文件拖到此处。文件仅在此页面读取，不会传到任何地方：此页面无法发出任何请求。',
  },
  choose: { en: 'Choose a file', 'zh-CN': '选择文件' },
  known: { en: 'Fingerprint you know (optional)', 'zh-CN': '您已知的指纹（可选）' },
  knownHint: {
    en: 'Ask the sender for it by another way than the one the file came by.',
    'zh-CN': '请通过与文件不同的途径向发送者索取。',
  },
  isKnown: { en: 'This is the fingerprint you know.', 'zh-CN': '与您已知的指纹相同。' },
  isOther: { en: 'This is not the fingerprint you know.', 'zh-CN': '与您已知的指纹不同。' },
  notCompared: {
    en: 'Nobody has compared this fingerprint yet: paste the one you know above.',
    'zh-CN': '尚未核对此指纹：请在上方粘贴您已知的指纹。',
  },
  reading: { en: 'Reading the file…', 'zh-CN': '正在读取文件…' },
  tooLarge: { en: 'This file is too large for a snapshot.', 'zh-CN': '此文件过大，不可能是快照。' },
  unreadable: { en: 'This file cannot be read. Choose it again.', 'zh-CN': '无法读取此文件。请重新选择。' },
  part: { en: 'Part', 'zh-CN': '部分' },
  state: { en: 'State', 'zh-CN': '状态' },
  allParts: { en: 'All parts: {count}', 'zh-CN': '全部部分：{count}' },
  about: { en: 'What the file says of itself', 'zh-CN': '文件的自述' },
  fileTitle: { en: 'Title', 'zh-CN': '标题' },
  differing: { en: 'Parts that differ: {names}', 'zh-CN': '不一致的部分：{names}' },
} as const satisfies Readonly<Record<string, Words>>;
