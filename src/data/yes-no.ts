/**
 * Words by which columns say that a contract has ended, in English and Chinese; compared in lower case, without
 * blanks around them.
 */
export const YES_WORDS = [
  ...['yes', 'y', 'true', 't', '1', '1.0', 'churned', 'churn', 'cancelled', 'canceled', 'left', 'lost'],
  ...['closed', 'ended', 'exited', 'inactive', 'terminated', 'attrited', 'attrited customer'],
  ...['是', '真', '已流失', '流失', '离网', '已离网', '已注销', '已退订', '已取消'],
] as const;

/** Words by which they say that it still runs. */
export const NO_WORDS = [
  ...['no', 'n', 'false', 'f', '0', '0.0', 'active', 'retained', 'stayed', 'joined', 'current', 'open'],
  ...['existing', 'existing customer', 'not churned'],
  ...['否', '假', '未流失', '在网', '活跃', '留存', '正常', '未离网'],
] as const;
