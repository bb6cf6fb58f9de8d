import type { Catalogue } from '../messages.ts';
import type { enImportDoctor } from '../en/import-doctor.ts';

/** Messages in Chinese: the panel of the doctor. */
export const zhImportDoctor: Catalogue<typeof enImportDoctor> = {
  'doctor.title': '文件中发现的问题',
  'doctor.hint': '每项处理都是一个开关，预览随之更新。',
  'doctor.example': '处理前后',
  'doctor.before': '处理前',
  'doctor.after': '处理后',
  'doctor.empty': '空',
  'doctor.dropped': '均不载入',
  'doctor.blanks': '{blank} 表示空白，{unseen} 表示看不见的字符。',
};
