import type { Catalogue } from '../messages.ts';
import type { enStartErrors } from '../en/start-errors.ts';

/** Errors of starting, of the seal and of the policy, in Chinese. */
export const zhStartErrors: Catalogue<typeof enStartErrors> = {
  'error.engine.bootFailed': '引擎未能启动：{detail}',
  'error.engine.bootFailed.hint': '请刷新页面。如仍失败，可能是浏览器版本过旧，不支持 WebAssembly 异常。',
  'error.engine.notReady': '引擎仍在启动。',
  'error.engine.notReady.hint': '请等待状态栏显示已就绪。',
  'error.engine.crashed': '引擎在运行中意外停止。',
  'error.engine.crashed.hint': '引擎已重新启动，文件仍在，请再试一次。',
  'error.engine.outOfMemory': '所需内存超过浏览器标签页可提供的 {limit}。',
  'error.engine.outOfMemory.hint': '请只载入需要的列、一段日期的订单，或部分客户的样本。之前载入的数据仍在。',
  'error.engine.cancelled': '已停止。',
  'error.engine.cancelled.hint': '没有任何改动。',
  'error.engine.query': '查询失败：{detail}',
  'error.engine.query.hint': '您的数据不应引起此问题。SQL 可在“定义”中查看。',
  'error.compute.died': '计算意外中断（{detail}）。',
  'error.compute.died.hint': '请重新运行。数据仍在；如再次中断，请减少重抽样次数或刷新页面。',
  'error.engine.sandbox': '引擎沙箱未封闭：{failed}。',
  'error.engine.sandbox.hint': '暂不能打开文件。请刷新页面；如仍如此，请告知网站维护者。',
  'error.policy.invalid': '策略在 {path} 处无效：{detail}',
  'error.policy.invalid.hint': '请更正主机上的 policy.json。',
  'error.policy.looser': '门槛不能设为 {asked}：主机要求至少 {floor}。',
  'error.policy.looser.hint': '请选择 {floor} 或更大的值。',
  'error.policy.looserField': '主机策略不允许此设置：{field}。',
  'error.policy.looserField.hint': '策略只能收紧，不能放宽。',
  'error.seal.failed': '页面未封闭：{check}。',
  'error.seal.failed.hint': '暂不能打开文件。请刷新页面；如仍如此，请使用较新的浏览器。',
  'error.seal.insecureContext': '当前地址不安全，无法封闭页面。',
  'error.seal.insecureContext.hint': '请通过 https 或 localhost 打开。',
  'error.app.unexpected': '出错了：{detail}',
  'error.app.unexpected.hint': '您的数据仍在，没有离开本机。请再试一次。',
};
