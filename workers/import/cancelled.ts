import { joined, sql, type Sql } from '../../src/contract/sql.ts';

/** Words by which exports say that an order did not stand, in English and Chinese. */
const WORDS =
  'cancel|refund|return|void|charge.?back|rejected|failed|已取消|取消|已关闭|交易关闭|关闭|退款|退货|作废|已退';

/** Words that take the above back: a refund that was turned down leaves the order standing. */
const NOT =
  'not.?(cancel|refund|return)|no.?(refund|return)|partial|无退款|未退款|没有申请退款|无退货|退款关闭|退款失败';

function saysCancelled(status: Sql): Sql {
  return sql`coalesce(regexp_matches(lower(${status}), ${WORDS})
    AND NOT regexp_matches(lower(${status}), ${NOT}), FALSE)`;
}

/** Most statuses that are judged ahead of the rows. */
const COMMON = 6;

/** The statuses that stand most often in a sample. */
export function commonStatuses(statuses: readonly (string | null)[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const status of statuses) {
    if (status !== null && status !== '') counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, COMMON)
    .map(([status]) => status);
}

/**
 * Whether an order's status says that it was cancelled, refunded in full or returned. Two patterns on every row
 * cost more than reading the column, so the common statuses are compared as they stand: what the patterns say
 * of those is worked out once, when the query is planned.
 */
export function cancelledByStatus(status: Sql, common: readonly string[]): Sql {
  if (common.length === 0) return saysCancelled(status);
  const judged = common.map((text) => sql`WHEN ${text} THEN ${saysCancelled(sql`${text}`)}`);
  return sql`CASE ${status} ${joined(judged, ' ')} ELSE ${saysCancelled(status)} END`;
}

/**
 * Whether an order's status is none, or one of the common ones that leave it standing: true of nearly all rows, and told by
 * comparing alone, since what the patterns say of the common ones is again worked out once. Others may stand all the same.
 */
export function standsByStatus(status: Sql, common: readonly string[]): Sql {
  if (common.length === 0) return sql`NOT ${saysCancelled(status)}`;
  const known = common.map((text) => sql`(${status} = ${text} AND NOT ${saysCancelled(sql`${text}`)})`);
  return sql`(${status} IS NULL OR ${joined(known, ' OR ')})`;
}

/** Whether an order id is that of a cancellation: a C before the digits, where other ids are digits alone. */
export function cancelledByOrderId(orderId: Sql): Sql {
  return sql`coalesce(regexp_full_match(${orderId}, '\\s*[Cc][0-9]+\\s*'), FALSE)`;
}

/** Tells by a sample whether a C before the digits marks cancellations: nearly all other ids are digits. */
export function marksCancellations(orderIds: readonly (string | null)[]): boolean {
  const ids = orderIds.filter((id): id is string => id !== null && id.trim() !== '');
  const plain = ids.filter((id) => /^\s*\d+\s*$/u.test(id)).length;
  return ids.length > 0 && plain >= ids.length * 0.5;
}
