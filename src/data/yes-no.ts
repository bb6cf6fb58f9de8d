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

/** Words by which a column says that somebody has agreed, or that something has happened; compared in the same way. */
export const AGREED_WORDS = [
  ...[
    'yes',
    'y',
    'true',
    't',
    '1',
    '1.0',
    'on',
    'granted',
    'given',
    'accepted',
    'agreed',
    'allowed',
    'consented',
  ],
  ...['opt-in', 'opt in', 'optin', 'opted in', 'in', 'subscribed', 'active', 'approved', 'converted'],
  ...['是', '真', '同意', '已同意', '授权', '已授权', '允许', '已订阅', '接受', '已转化'],
] as const;

/** Words by which it says the opposite. */
export const REFUSED_WORDS = [
  ...[
    'no',
    'n',
    'false',
    'f',
    '0',
    '0.0',
    'off',
    'refused',
    'denied',
    'declined',
    'rejected',
    'withdrawn',
    'revoked',
  ],
  ...['opt-out', 'opt out', 'optout', 'opted out', 'out', 'unsubscribed', 'inactive', 'expired', 'not given'],
  ...['否', '假', '不同意', '拒绝', '已拒绝', '撤回', '已撤回', '未授权', '取消授权', '已退订', '未转化'],
] as const;
