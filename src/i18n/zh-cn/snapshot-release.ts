import type { enSnapshotRelease } from '../en/snapshot-release.ts';
import type { Catalogue } from '../messages.ts';

/** The same in Chinese. */
export const zhSnapshotRelease: Catalogue<typeof enSnapshotRelease> = {
  'snapshotRelease.refused.tooFew': '已略去：符合筛选条件的客户少于 {threshold} 位。',
  'snapshotRelease.refused.withheld': '已略去：所有行均被抑制。',
  'snapshotRelease.refused.differencing': '已略去：与其他发布结合可能透露少于 {threshold} 位客户的信息。',
  'snapshotRelease.refused.named': '已略去：分组名称可能是客户的标识。',
  'snapshotRelease.refused.uncounted': '已略去：各行背后的客户数无法确知。',
  'snapshotRelease.refused.rows': '已略去：各行对应单个客户。',
  'snapshotRelease.unfiltered': '来自笔记本：全部已加载订单，不受本页的筛选条件与日期范围影响。',
  'snapshotRelease.refused.gate': '已略去：策略不允许其离开。',
  'snapshotRelease.refused.failed': '已略去：未能算出结果。',
};
